import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { flagBits, TCP_FLAGS, type Segment, type TcpFlag } from '../model/segment.ts';
import type { Range, SegmentSelection } from '../model/wire.ts';
import { contradicts, covers } from '../model/wire-coverage.ts';
import { Direction } from './direction.ts';
import { ANY, DATA } from './fixtures/travel-bench.ts';
import { compileSelection, isAtPosition } from './selecting.ts';

const START = 1_000;

function directionOf(): Direction {
  const direction = new Direction();
  direction.arrived({ ...DATA, flags: flagBits(['SYN']), seq: START }, 0);
  direction.arrived({ ...DATA, flags: flagBits(['ACK']), seq: START + 1, ack: START + 1 }, 0);
  return direction;
}

function selects(selection: Partial<SegmentSelection>, segment: Partial<Segment>): boolean {
  return compileSelection({ ...ANY, ...selection })({ ...DATA, ...segment }, directionOf());
}

describe('a selection', () => {
  const ackPsh = { flags: flagBits(['ACK', 'PSH']) };
  test.each<[string, Partial<SegmentSelection>, Partial<Segment>, boolean]>([
    ['takes flags that are on, others may be too', { flags: ['ACK'] }, ackPsh, true],
    ['leaves what has not all of the flags', { flags: ['ACK', 'FIN'] }, ackPsh, false],
    ['leaves what has a flag that must be off', { without: ['PSH'] }, ackPsh, false],
    ['takes an end by address', { from: { addresses: ['10.64.0.2', 'fd68::2'] } }, {}, true],
    ['takes an end by port', { to: { addresses: [], port: 7000 } }, {}, true],
    ['leaves another port', { to: { addresses: ['10.64.0.3'], port: 7001 } }, {}, false],
    ['leaves another address', { to: { addresses: ['10.64.0.2'] } }, {}, false],
    ['takes both ends of a range', { payload: { min: 4, max: 4 } }, {}, true],
    ['leaves what is shorter', { payload: { min: 5, max: 9 } }, {}, false],
    ['takes a relative number', { seq: { min: 1, max: 1 } }, { seq: START + 1 }, true],
    ['leaves another relative number', { seq: { min: 1, max: 1 } }, { seq: START + 2 }, false],
    ['takes a relative acknowledgement', { ack: { min: 8, max: 8 } }, { ack: START + 8 }, true],
    [
      'leaves what acknowledges nothing',
      { ack: { min: 0, max: 2 ** 32 - 1 } },
      { ...{ flags: flagBits(['SYN']) }, ack: START },
      false,
    ],
  ])('%s', (_what, selection, segment, expected) => {
    expect(selects(selection, segment)).toBe(expected);
  });

  test('by a relative number takes nothing of a connection whose SYN was not seen', () => {
    const fits = compileSelection({ ...ANY, seq: { min: 0, max: 2 ** 32 - 1 } });
    expect(fits(DATA, new Direction())).toBe(false);
  });

  test('has positions from 1', () => {
    const at = (position: Parameters<typeof isAtPosition>[1]) =>
      [1, 2, 3].map((count) => isAtPosition(count, position));
    expect(at(undefined)).toEqual([true, true, true]);
    expect(at({ nth: 2 })).toEqual([false, true, false]);
    expect(at({ first: 2 })).toEqual([true, true, false]);
    expect(at({ after: 2 })).toEqual([false, false, true]);
  });
});

// Few values, so that two selections drawn at random have something to do with each other.
const addresses = ['10.64.0.2', '10.64.0.3', 'fd68::2'];
const end = fc.record(
  { addresses: fc.subarray(addresses, { maxLength: 2 }), port: fc.constantFrom(undefined, 1, 2) },
  { noNullPrototype: true },
);
const few = fc.integer({ min: 0, max: 3 });
const range: fc.Arbitrary<Range | undefined> = fc.option(
  fc.tuple(few, few).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  { nil: undefined },
);
const flags = fc.subarray(['SYN', 'ACK', 'FIN'] satisfies TcpFlag[], { maxLength: 2 });
const position = fc.option(fc.constantFrom({ nth: 1 }, { first: 2 }, { after: 1 }), { nil: undefined });
const selection: fc.Arbitrary<SegmentSelection> = fc.record({
  ...{ from: end, to: end, flags, without: flags, payload: range, seq: range, ack: range, position },
  asks: fc.boolean(),
});
/** One whose parts are those of another, but for some that say nothing. */
const wider = selection.chain((inner) =>
  fc.subarray(Object.keys(ANY) as (keyof typeof ANY)[]).chain((open) =>
    fc.constant({
      inner,
      outer: { ...inner, ...Object.fromEntries(open.map((part) => [part, ANY[part]])) },
    }),
  ),
);
const socketAddress = fc.record({ address: fc.constantFrom(...addresses), port: fc.constantFrom(1, 2) });
const segment: fc.Arbitrary<Segment> = fc
  .record({
    ...{ source: socketAddress, destination: socketAddress },
    flags: fc.integer({ min: 0, max: (1 << TCP_FLAGS.length) - 1 }),
    ...{ seq: few.map((seq) => START + seq), ack: few.map((ack) => START + ack) },
    payload: few.map((length) => Buffer.alloc(length)),
  })
  .map((parts) => ({ ...DATA, ...parts }));

describe('a selection that covers another', () => {
  const pairs = fc.oneof(fc.record({ outer: selection, inner: selection }), wider);

  test('selects every segment that the other does, whatever is asked and counted', () => {
    let covering = 0;
    fc.assert(
      fc.property(
        pairs,
        fc.array(segment, { minLength: 20, maxLength: 20 }),
        ({ outer, inner }, segments) => {
          if (!covers(outer, inner)) return;
          covering++;
          expect([outer.asks, outer.position]).toEqual([false, undefined]);
          const direction = directionOf();
          const [fitsInner, fitsOuter] = [compileSelection(inner), compileSelection(outer)];
          for (const one of segments)
            if (fitsInner(one, direction)) expect(fitsOuter(one, direction)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(covering).toBeGreaterThan(100);
  });

  test('covers itself, unless it asks or counts', () => {
    fc.assert(
      fc.property(selection, (one) => covers(one, one) === (!one.asks && one.position === undefined)),
    );
  });
});

describe('a fault contradicts a later one', () => {
  const drop = { selection: ANY, action: { kind: 'drop' } } as const;
  const hold = { selection: ANY, action: { kind: 'hold' } } as const;
  const delay = { selection: ANY, action: { kind: 'delay', ms: 1, jitterMs: 0 } } as const;

  test('that finds no segment left', () => {
    expect(contradicts(drop, delay)).toBe(true);
    expect(contradicts(drop, hold)).toBe(true);
    expect(contradicts(hold, drop)).toBe(true);
    expect(contradicts({ selection: ANY, action: { kind: 'reject', with: 'rst' } }, delay)).toBe(true);
    expect(contradicts(drop, { ...drop, selection: { ...ANY, flags: ['FIN'], position: { nth: 1 } } })).toBe(
      true,
    );
  });

  test('but not one that it leaves something to', () => {
    expect(contradicts(delay, drop)).toBe(false);
    expect(contradicts(hold, delay)).toBe(false);
    expect(contradicts({ ...drop, selection: { ...ANY, flags: ['FIN'] } }, drop)).toBe(false);
    const nextOne = { ...drop, selection: { ...ANY, position: { nth: 1 } } } as const;
    expect(contradicts(nextOne, nextOne)).toBe(false);
  });
});
