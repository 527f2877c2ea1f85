import type { Scale, Tick } from './scale.ts';
import { sinceBegin } from '../time-text.ts';

/** Room that something asks for between two moments, in CSS pixels. */
export interface Need {
  readonly what: 'span' | 'mark';
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** What spans and marks get of the room that they ask for: all of it, or less and less. */
const ROOMINESS: readonly Readonly<Record<Need['what'], number>>[] = [
  { span: 1, mark: 1 },
  { span: 1, mark: 0.75 },
  { span: 1, mark: 0.5 },
  { span: 1, mark: 0.25 },
  { span: 0.7, mark: 0.25 },
  { span: 0.5, mark: 0.2 },
  { span: 0.3, mark: 0.15 },
  { span: 0.15, mark: 0.1 },
];

/** What fits into a page at once. Names of states are not cut for that. */
const FITS = 1_000;
/** How wide it may become where it does not fit. */
const WIDEST = 3_600;

const LEAST_GAP = 4;
/** How much a tenfold time adds to a gap. */
const DECADE = 4;
const SHORTEST_MS = 0.1;

/** A gap is broken where it is longer than this, and than this part of the whole. */
const BREAK_MS = 50;
const BREAK_PART = 1 / 15;
const BREAK_WIDTH = 72;

const TICK_ROOM = 76;

/**
 * Readable: only the order of moments is to scale. The while between two that follow one another is drawn short, the
 * longer the wider, and each thing gets the room that its words need, if there are not too many of them.
 */
export function readableScale(moments: readonly number[], needs: readonly Need[], end: number): Scale {
  const instants = [...new Set([0, ...moments.filter((at) => at > 0 && at < end), end])].sort(
    (a, b) => a - b,
  );
  const positions = positionsOf(instants, needs);
  const width = Math.max(positions.at(-1) ?? 0, 1);
  const place = (at: number) => interpolate(instants, positions, at) / width;
  return { width, place, breaks: breaksOf(instants), ticks: ticksOf(instants, positions) };
}

/** What fits, with as much room as it can have; what does not, as roomy as is bearable. In pixels. */
function positionsOf(instants: readonly number[], needs: readonly Need[]): readonly number[] {
  const all = ROOMINESS.map((part) => ({ part, positions: positionsWith(instants, needs, part) }));
  const within = (most: number) => (each: (typeof all)[number]) => (each.positions.at(-1) ?? 0) <= most;
  const whole = all.filter(({ part }) => part.span === 1).find(within(FITS));
  return (whole ?? all.find(within(WIDEST)) ?? all.at(-1))?.positions ?? [0];
}

function positionsWith(
  instants: readonly number[],
  needs: readonly Need[],
  part: (typeof ROOMINESS)[number],
): number[] {
  const gaps = gapsOf(instants);
  const indexOf = new Map(instants.map((at, index) => [at, index]));
  const asked = needs.flatMap(({ what, from, to, width }) => {
    const [first, last] = [indexOf.get(from), indexOf.get(to)];
    return first === undefined || last === undefined || last <= first
      ? []
      : [{ first, last, width: width * part[what] }];
  });
  // The shortest first: what they widen also helps those that lie around them.
  for (const each of asked.sort((a, b) => a.last - a.first - (b.last - b.first))) widen(gaps, each);
  let sum = 0;
  return [0, ...gaps.map((gap) => (sum += gap))];
}

function gapsOf(instants: readonly number[]): number[] {
  const end = instants.at(-1) ?? 0;
  return instants.slice(1).map((at, index) => {
    const ms = at - (instants[index] ?? 0);
    return isBroken(ms, end) ? BREAK_WIDTH : LEAST_GAP + DECADE * Math.log10(1 + ms / SHORTEST_MS);
  });
}

function isBroken(ms: number, end: number): boolean {
  return ms > Math.max(BREAK_MS, end * BREAK_PART);
}

function widen(gaps: number[], { first, last, width }: { first: number; last: number; width: number }): void {
  let sum = 0;
  for (let index = first; index < last; index++) sum += gaps[index] ?? 0;
  if (sum >= width) return;
  for (let index = first; index < last; index++) gaps[index] = ((gaps[index] ?? 0) * width) / sum;
}

function breaksOf(instants: readonly number[]): Scale['breaks'] {
  const end = instants.at(-1) ?? 0;
  return instants.slice(1).flatMap((to, index) => {
    const from = instants[index] ?? 0;
    return isBroken(to - from, end) ? [{ from, to }] : [];
  });
}

/** The end, and as many instants as have room for their time before it, from the left. */
function ticksOf(instants: readonly number[], positions: readonly number[]): Tick[] {
  const [end = 0, last = 0] = [instants.at(-1), positions.at(-1)];
  const ticks: Tick[] = [];
  let free = 0;
  for (const [index, at] of instants.entries()) {
    const position = positions[index] ?? 0;
    const label = sinceBegin(at);
    const hasRoom = position >= free && position + 2 * TICK_ROOM <= last;
    if (!hasRoom || label === ticks.at(-1)?.label) continue;
    ticks.push({ at, label });
    free = position + TICK_ROOM;
  }
  return [...ticks, { at: end, label: sinceBegin(end) }];
}

function interpolate(instants: readonly number[], positions: readonly number[], at: number): number {
  const after = upperBound(instants, at);
  if (after === 0) return positions[0] ?? 0;
  if (after === instants.length) return positions.at(-1) ?? 0;
  const [x0 = 0, x1 = 0] = [positions[after - 1], positions[after]];
  const [t0 = 0, t1 = 0] = [instants[after - 1], instants[after]];
  return x0 + ((x1 - x0) * (at - t0)) / (t1 - t0);
}

/** The index of the first instant after `at`. */
function upperBound(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
