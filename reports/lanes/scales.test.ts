import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readableScale, type Need } from './readable-scale.ts';
import { trueScale } from './true-scale.ts';

const END = 5_000;
const moment = fc.double({ min: 0, max: END, noNaN: true });
const moments = fc.array(moment, { maxLength: 40 });
const needs = fc.array(
  fc.record<Need>({
    what: fc.constantFrom('span', 'mark'),
    from: moment,
    to: moment,
    width: fc.double({ min: 1, max: 150, noNaN: true }),
  }),
  { maxLength: 20 },
);

describe('the readable scale', () => {
  test('keeps the order of all moments, and begins and ends with the scenario', () => {
    fc.assert(
      fc.property(moments, needs, fc.array(moment), (of, asked, others) => {
        const { place } = readableScale([...of, ...asked.flatMap(({ from, to }) => [from, to])], asked, END);
        const all = [0, ...of, ...others, END].sort((a, b) => a - b).map(place);
        expect([all[0], all.at(-1)]).toEqual([0, 1]);
        for (const [index, each] of all.entries()) expect(each).toBeGreaterThanOrEqual(all[index - 1] ?? 0);
      }),
    );
  });

  test('tells every moment from the one before', () => {
    fc.assert(
      fc.property(moments, needs, (of, asked) => {
        const { place, width } = readableScale(of, asked, END);
        const all = [...new Set([...of, END])].sort((a, b) => a - b);
        for (const [index, at] of all.entries())
          if (index > 0) expect((place(at) - place(all[index - 1] ?? 0)) * width).toBeGreaterThan(3);
      }),
    );
  });

  test('gives words the room that they need, however short the while', () => {
    const { place, width } = readableScale(
      [10, 10.05],
      [{ what: 'span', from: 10, to: 10.05, width: 90 }],
      END,
    );
    expect((place(10.05) - place(10)) * width).toBeCloseTo(90);
  });

  test('breaks a long while in which nothing happens, and no short one', () => {
    const { breaks } = readableScale([10, 20, 3_000, 3_040], [], END);
    expect(breaks).toEqual([
      { from: 20, to: 3_000 },
      { from: 3_040, to: END },
    ]);
  });

  test('what asks for more than is bearable gets less', () => {
    const many = Array.from({ length: 200 }, (_, index) => index);
    const asked = many.map((from): Need => ({ what: 'span', from, to: from + 1, width: 100 }));
    expect(readableScale([...many, 200], asked, END).width).toBeLessThan(4_000);
  });

  test('writes times with room between them, the end among them', () => {
    const { ticks, place, width } = readableScale(
      Array.from({ length: 300 }, (_, at) => at),
      [],
      END,
    );
    expect(ticks.at(-1)).toEqual({ at: END, label: '+5000.0 ms' });
    for (const [index, { at }] of ticks.entries())
      if (index > 0) expect((place(at) - place(ticks[index - 1]?.at ?? 0)) * width).toBeGreaterThan(70);
  });

  test('a scenario without anything has a scale', () => {
    expect(readableScale([], [], 0).place(0)).toBe(0);
  });
});

describe('true to time', () => {
  test('a millisecond is as long wherever it is', () => {
    const { place } = trueScale(1_000, 1);
    expect([place(-5), place(0), place(250), place(1_000), place(2_000)]).toEqual([0, 0, 0.25, 1, 1]);
  });

  test('times are round, and nearer to one another the more room there is', () => {
    const labels = (zoom: number) =>
      trueScale(953, zoom)
        .ticks.slice(0, 3)
        .map(({ label }) => label);
    expect(labels(1)).toEqual(['+0 ms', '+100 ms', '+200 ms']);
    expect(labels(4)).toEqual(['+0 ms', '+50 ms', '+100 ms']);
    expect(trueScale(953, 1).ticks.at(-1)?.at).toBe(900);
  });
});
