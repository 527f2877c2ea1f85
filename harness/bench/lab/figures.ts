import { spread, timesBetter, type Spread } from '../figures.ts';
import type { Round } from './rounds.ts';

export type Figures = Readonly<Record<keyof Round | 'startAndStopMs', Spread>>;

export function figuresOf(rounds: readonly Round[]): Figures {
  const spreadOf = (figure: (round: Round) => number) => spread(rounds.map(figure));
  return {
    startMs: spreadOf(({ startMs }) => startMs),
    stopMs: spreadOf(({ stopMs }) => stopMs),
    startAndStopMs: spreadOf(({ startMs, stopMs }) => startMs + stopMs),
    seenMs: spreadOf(({ seenMs }) => seenMs),
    cpuSeconds: spreadOf(({ cpuSeconds }) => cpuSeconds),
  };
}

/** How many times the ordinary way's median is ours. */
export function ratios(ordinary: Figures, ours: Figures): Record<string, number> {
  const times = (figure: keyof Figures) => timesBetter('less', ours[figure], ordinary[figure]);
  return { startAndStop: times('startAndStopMs'), seen: times('seenMs'), cpu: times('cpuSeconds') };
}
