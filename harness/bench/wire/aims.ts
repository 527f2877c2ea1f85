import type { Aim } from '../aim.ts';
import { percentile, spread } from '../figures.ts';
import type { Values } from '../values.ts';
import type { Rounds } from './run.ts';

const MOST_ADDED_US = 150;
const LEAST_SEGMENTS_PER_SECOND = 20_000;

export function aimsOf(rounds: Rounds): Aim[] {
  return [addedByQueue(rounds), judgedInTypeScript(rounds), ...costOfOtherRule(rounds)];
}

/** Round by round, so that what both found in the machine's weather cancels out. */
function addedByQueue({ queued, noRule }: Rounds): Aim {
  const withQueue = all(queued, 'roundTripP50Us');
  const added = all(noRule, 'roundTripP50Us').map((bare, round) => (withQueue[round] ?? NaN) - bare);
  const { median, min, max } = spread(added);
  return {
    aim: `a queued round trip takes less than ${String(MOST_ADDED_US)} µs more (p50)`,
    measured: `${String(median)} µs (${String(min)} to ${String(max)})`,
    met: median < MOST_ADDED_US,
  };
}

function judgedInTypeScript({ queued }: Rounds): Aim {
  const { median } = spread(all(queued, 'segmentsPerSecond'));
  return {
    aim: `at least ${String(LEAST_SEGMENTS_PER_SECOND)} segments a second through a verdict in TypeScript`,
    measured: String(Math.round(median)),
    met: median >= LEAST_SEGMENTS_PER_SECOND,
  };
}

/** Measurable is what lies beyond what the rounds without a rule differ by among themselves. */
function costOfOtherRule({ noRule, otherRule }: Rounds): Aim[] {
  const compared = (figure: string, unit: string, worst: (values: readonly number[]) => number) => {
    const [bare, ruled] = [spread(all(noRule, figure)), spread(all(otherRule, figure))];
    const limit = worst(all(noRule, figure));
    return {
      aim: `no measurable cost for a connection that no fault selects: ${figure}`,
      measured: `${String(ruled.median)} ${unit}; with no rule ${String(bare.median)} (${String(bare.min)} to ${String(bare.max)})`,
      met: worst([limit, ruled.median]) === limit,
    };
  };
  return [
    compared('roundTripP50Us', 'µs', (values) => percentile(values, 100)),
    compared('throughputMBps', 'MB/s', (values) => Math.min(...values)),
  ];
}

function all(rounds: readonly Values[], figure: string): number[] {
  return rounds.map((values) => values[figure]).filter((value) => typeof value === 'number');
}
