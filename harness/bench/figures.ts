/** What several rounds of one figure came to. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? NaN;
  return {
    median: round((lower + upper) / 2),
    min: round(sorted[0] ?? NaN),
    max: round(sorted.at(-1) ?? NaN),
  };
}

/** The least value that at least `percent` of all do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
  return ascending(values)[rank - 1] ?? NaN;
}

/** How many times better ours is than the peer's, by their medians: above 1 where ours is, whatever is better. */
export function timesBetter(better: 'more' | 'less', ours: Spread, peer: Spread): number {
  return round(better === 'more' ? ours.median / peer.median : peer.median / ours.median);
}

/** To four digits that count: figures reach from microseconds to gigabytes. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
