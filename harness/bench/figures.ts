import type { Round } from './rounds.ts';

interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

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
  const times = (figure: keyof Figures) => round(ordinary[figure].median / ours[figure].median);
  return { startAndStop: times('startAndStopMs'), seen: times('seenMs'), cpu: times('cpuSeconds') };
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? NaN;
  return {
    median: round((lower + upper) / 2),
    min: round(sorted[0] ?? NaN),
    max: round(sorted.at(-1) ?? NaN),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
