import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { madeEvidence } from '../fixtures/made-evidence.ts';
import type { Column } from './column.ts';
import { pack } from './pack.ts';
import { unpack } from './unpack.ts';

/** What a reader gets: packed values are JSON on their way. */
function roundTrip(values: readonly unknown[]): readonly unknown[] {
  return unpack(JSON.parse(JSON.stringify(pack(values))) as Column);
}

/** The text of both is compared, for it tells the order of keys too. */
function expectAllThere(values: readonly unknown[]): void {
  expect(JSON.stringify(roundTrip(values))).toBe(JSON.stringify(values));
}

/** What evidence is made of: few shapes, few words, times that rise, numbers that repeat, now and then something else. */
const word = fc.constantFrom('client', 'server', 'ss', '__proto__', 'constructor', '');
const time = fc.integer({ min: 0, max: 10_000_000 }).map((micros) => micros / 1_000);
const leaf = fc.oneof(
  word,
  time,
  fc.integer({ min: -3, max: 3 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.boolean(),
);
const { row } = fc.letrec((tie) => ({
  row: fc.dictionary(word, tie('part'), { maxKeys: 5 }),
  part: fc.oneof({ maxDepth: 3 }, leaf, fc.array(leaf, { maxLength: 4 }), tie('row'), fc.array(tie('row'))),
}));

describe('packed values', () => {
  test('are all there again, whatever JSON can say', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), expectAllThere));
  });

  test('are all there again where they repeat each other, as evidence does', () => {
    fc.assert(fc.property(fc.array(row, { maxLength: 80 }), expectAllThere));
  });

  test('are all there again where there are more than are looked at first', () => {
    const distinct = Array.from({ length: 100 }, (_, number) => ({
      text: `one of its own, ${String(number)}`,
    }));
    expectAllThere([...distinct, ...distinct, ...distinct]);
  });

  test('are the evidence that was packed', () => {
    const run = [0, 1, 2, 3, 4].map((number) => madeEvidence(number, 200));
    expectAllThere(run);
  });

  test.each<[string, unknown[]]>([
    ['nothing', []],
    ['one empty list', [[]]],
    ['empty objects', [{}, {}]],
    [
      'keys whose names mean something to JavaScript',
      [JSON.parse('{"__proto__":{"polluted":true},"toString":1}'), {}],
    ],
    [
      'the same keys in another order',
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    [
      'numbers of all sizes',
      [0.001, 1e300, -5e-324, 2 ** 53 - 1, -(2 ** 53) + 1, 0.1 + 0.2, 9_007_199_254_740.99],
    ],
    ['null among others', [null, { a: null }, [null], 0, false, '']],
    ['words that are numbers elsewhere', [1, '1', true, 'true', null, 'null']],
  ])('are all there again: %s', (_what, values) => expectAllThere(values));

  test('leave out what is undefined, as JSON does', () => {
    expect(roundTrip([{ a: undefined, b: 1 }, { b: 2 }])).toStrictEqual([{ b: 1 }, { b: 2 }]);
  });
});

describe('a column', () => {
  test('of equal values has the value once', () => {
    expect(pack(Array(1_000).fill({ address: '10.0.0.1' }))).toEqual([
      'same',
      1_000,
      { address: '10.0.0.1' },
    ]);
  });

  test('of times is whole microseconds, each from the one before', () => {
    expect(pack([1_000.001, 1_000.5, 1_001])).toEqual(['steps', 1_000, [1_000_001, 499, 500]]);
  });

  test('of numbers that jump is these numbers', () => {
    expect(pack([1, 90_000, 2, 80_000])).toEqual(['numbers', 1, [1, 90_000, 2, 80_000]]);
  });

  test('of few words is these words, and which', () => {
    expect(pack(['in', 'out', 'in', 'in'])).toEqual(['pick', ['plain', ['in', 'out']], [0, 1, 0, 0]]);
  });

  test('of objects is a column of each key, across shapes', () => {
    expect(pack([{ at: 1, to: 'x' }, { at: 2 }])).toEqual([
      ...['objects', ['at', 'to'], [[0, 1], [0]], [0, 1]],
      [
        ['numbers', 1, [1, 2]],
        ['same', 1, 'x'],
      ],
    ]);
  });
});

test('evidence is little more than half of what compressing alone makes of it', () => {
  const run = Array.from({ length: 5 }, (_, number) => madeEvidence(number, 500));
  const sizeOf = (value: unknown) => gzipSync(JSON.stringify(value), { level: 9 }).length;
  expect(sizeOf(pack(run))).toBeLessThan(sizeOf(run) * 0.6);
});
