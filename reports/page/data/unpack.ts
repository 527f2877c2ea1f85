import type { Column } from './column.ts';

/** The values that `pack` packed. Those that are the same may be one object. */
export function unpack(column: Column): readonly unknown[] {
  switch (column[0]) {
    case 'same':
      return Array.from({ length: column[1] }, () => column[2]);
    case 'plain':
      return column[1];
    case 'numbers':
      return column[2].map((whole) => whole / column[1]);
    case 'steps':
      return sums(column[2]).map((whole) => whole / column[1]);
    case 'pick':
      return picked(unpack(column[1]), column[2]);
    case 'lists':
      return lists(unpack(column[1]), unpack(column[2]));
    case 'objects':
      return objects(column);
    case 'kinds':
      return inTurn(column[1], column[2].map(unpack));
  }
}

function sums(steps: readonly number[]): readonly number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

function picked(distinct: readonly unknown[], places: readonly number[]): readonly unknown[] {
  return places.map((place) => distinct[place] ?? null);
}

function lists(lengths: readonly unknown[], items: readonly unknown[]): readonly unknown[] {
  let from = 0;
  return lengths.map((length) => items.slice(from, (from += Number(length))));
}

function objects([, keys, shapes, shapeOfEach, columns]: Column & readonly ['objects', ...unknown[]]) {
  const next = columns.map((column) => readerOf(unpack(column)));
  const makers = shapes.map((shape) => makerOf(shape.map((key) => [keys[key] ?? '', next[key] ?? nothing])));
  return shapeOfEach.map((shape) => makers[shape]?.() ?? null);
}

function makerOf(members: readonly (readonly [string, Next])[]): () => object {
  // Assigning to `__proto__` would do something else than making a key of that name, and costs less for all others.
  if (members.some(([key]) => key === '__proto__'))
    return () => Object.fromEntries(members.map(([key, next]) => [key, next()]));
  return () => {
    const made: Record<string, unknown> = {};
    for (const [key, next] of members) made[key] = next();
    return made;
  };
}

function inTurn(kindOfEach: readonly number[], kinds: readonly (readonly unknown[])[]): readonly unknown[] {
  const next = kinds.map(readerOf);
  return kindOfEach.map((kind) => (next[kind] ?? nothing)());
}

/** Gives one value after the other. */
type Next = () => unknown;
const nothing: Next = () => null;

function readerOf(values: readonly unknown[]): Next {
  let at = 0;
  return () => values[at++] ?? null;
}
