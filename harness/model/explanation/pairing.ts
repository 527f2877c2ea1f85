import { keyOf } from './addresses.ts';
import type { Life } from './life.ts';

/** A connection: the end that opened it, and the other one where a socket of the scenario is there. */
export interface Pair {
  readonly opener: Life;
  readonly other: Life | undefined;
  /** The segments between these moments are its own: others came before it, or after it, between the same ends. */
  readonly from: number;
  readonly until: number;
}

type Ends = Pick<Pair, 'opener' | 'other'>;

const ACTIVE: readonly string[] = ['client', 'server-leg'];

/** Brings the two ends of each connection together, by their addresses and, of several between the same, by time. */
export function pairsOf(lives: readonly Life[]): Pair[] {
  const connections = Map.groupBy(lives, (life) => [keyOf(life.local), keyOf(life.peer)].sort().join('|'));
  return [...connections.values()]
    .flatMap((ofSameEnds) => {
      const [first = [], second = []] = Map.groupBy(ofSameEnds, ({ local }) => keyOf(local)).values();
      return withTimes(pairUp(first.sort(byBeginning), second.sort(byBeginning)));
    })
    .sort((a, b) => firstSign(a) - firstSign(b));
}

function firstSign({ opener, other }: Ends): number {
  return Math.min(beginningOf(opener), other ? beginningOf(other) : Infinity);
}

function withTimes(pairs: readonly Ends[]): Pair[] {
  return pairs.map((pair, index) => {
    const next = pairs[index + 1];
    const from = index === 0 ? -Infinity : beginningOf(pair.opener);
    return { ...pair, from, until: next ? beginningOf(next.opener) : Infinity };
  });
}

function pairUp(first: readonly Life[], second: readonly Life[]): Ends[] {
  if (first.length < second.length) return pairUp(second, first);
  const left = [...second];
  return first.flatMap((life) => {
    const other = first.length === second.length ? left[0] : closest(life, first, left);
    if (other) left.splice(left.indexOf(other), 1);
    return pairOf(life, other);
  });
}

/** The one that was there at the same time for longest, unless it was so with another for longer. */
function closest(life: Life, rivals: readonly Life[], others: readonly Life[]): Life | undefined {
  return others.find((other) => {
    const best = rivals.reduce((a, b) => (overlap(b, other) > overlap(a, other) ? b : a));
    return best === life;
  });
}

function pairOf(a: Life, b: Life | undefined): Ends[] {
  const isOther = b !== undefined && opens(b) && (!opens(a) || beginningOf(b) < beginningOf(a));
  return [isOther ? { opener: b, other: a } : { opener: a, other: b }];
}

function opens({ socket, transitions, told }: Life): boolean {
  if (transitions.some(({ to }) => to === 'SYN_SENT')) return true;
  if (told.some((each) => each.probe === 'application' && each.kind === 'accepted')) return false;
  return ACTIVE.includes(socket.role);
}

function byBeginning(a: Life, b: Life): number {
  return beginningOf(a) - beginningOf(b);
}

/** Its application may have told of it before a look showed it. */
function beginningOf({ transitions, told, from }: Life): number {
  const first = Math.min(transitions[0]?.at ?? Infinity, told[0]?.at ?? Infinity);
  return first === Infinity ? from : first;
}

function overlap(a: Life, b: Life): number {
  return Math.min(endOf(a), endOf(b)) - Math.max(beginningOf(a), beginningOf(b));
}

function endOf({ transitions, told, until }: Life): number {
  const last = transitions.at(-1);
  if (last) return last.to === 'CLOSED' ? last.at : until;
  return told.at(-1)?.at ?? until;
}
