import type { Aim } from '../aim.ts';
import { spread, timesBetter, type Spread } from '../figures.ts';
import { figuresOf, type Values } from '../values.ts';
import { STORM_PER_SECOND } from './amounts.ts';
import type { Rounds } from './run.ts';

const TRACE_KNOWS_WITHIN_MS = 1;
const LOOK_KNOWS_WITHIN_MS = 6;
const TIMES_SOONER_THAN_EXEC = 15;
const MOST_SLOW_DOWN_PERCENT = 10;

export function aimsOf(rounds: Rounds): Aim[] {
  return [
    soonEnough('the trace', rounds.trace, TRACE_KNOWS_WITHIN_MS),
    soonEnough('a loop of ss', rounds.ss, LOOK_KNOWS_WITHIN_MS),
    soonerThanExec(rounds),
    littleSlowDown(rounds),
  ];
}

/** How much slower a storm was than one that nobody watched, in percent, round by round. */
export function slowDowns({ stormOff }: Rounds, watched: readonly Values[]): number[] {
  return watched.flatMap(({ connectionsPerSecond: rate }, round) => {
    const alone = stormOff[round]?.connectionsPerSecond;
    return typeof rate === 'number' && typeof alone === 'number' ? [100 * (1 - rate / alone)] : [];
  });
}

/** Undefined where this machine is fast enough to make the storm that was asked for. */
export function slowMachine({ stormOff }: Rounds): string | undefined {
  const rate = figuresOf(stormOff)['connectionsPerSecond'];
  if (typeof rate !== 'object' || rate.median > 0.98 * STORM_PER_SECOND) return undefined;
  const reached = `${String(Math.round(rate.median))} connections a second, not ${String(STORM_PER_SECOND)}`;
  return `nobody watching, this machine opens and closes ${reached}`;
}

function soonEnough(who: string, rounds: readonly Values[], limitMs: number): Aim {
  const aim = `${who} knows of a change within ${String(limitMs)} ms (p50)`;
  const known = knownP50(rounds);
  if (typeof known === 'string') return notRun(aim, known);
  return { aim, measured: `${text(known)} ms`, met: known.median < limitMs };
}

function soonerThanExec({ trace, dockerExec }: Rounds): Aim {
  const aim = `the trace knows at least ${String(TIMES_SOONER_THAN_EXEC)} times sooner than docker exec (p50)`;
  const [ours, peer] = [knownP50(trace), knownP50(dockerExec)];
  if (typeof ours === 'string') return notRun(aim, ours);
  if (typeof peer === 'string') return notRun(aim, peer);
  const times = timesBetter('less', ours, peer);
  return { aim, measured: `${String(times)} times`, met: times >= TIMES_SOONER_THAN_EXEC };
}

function littleSlowDown(rounds: Rounds): Aim {
  const aim = `the trace slows a close storm down by less than ${String(MOST_SLOW_DOWN_PERCENT)} %`;
  const all = slowDowns(rounds, rounds.stormTrace);
  if (all.length === 0) return notRun(aim, 'no storm was traced');
  const slower = spread(all);
  return { aim, measured: `${text(slower)} %`, met: slower.median < MOST_SLOW_DOWN_PERCENT };
}

function knownP50(rounds: readonly Values[]): Spread | string {
  return figuresOf(rounds)['knownP50Ms'] ?? 'nothing was measured';
}

function notRun(aim: string, why: string): Aim {
  return { aim, measured: why, met: undefined };
}

function text({ median, min, max }: Spread): string {
  return `${String(median)} (${String(min)} to ${String(max)})`;
}
