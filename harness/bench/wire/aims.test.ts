import { expect, test } from '@jest/globals';
import { figuresOf } from '../values.ts';
import { aimsOf } from './aims.ts';
import type { ContenderName } from './contenders.ts';
import { report } from './report.ts';
import type { Rounds } from './run.ts';

const NOTHING = { plain: [], noRule: [], otherRule: [], queued: [], delay: [], netem: [] };
const way = (roundTripP50Us: number, throughputMBps: number) => ({ roundTripP50Us, throughputMBps });

/** Two rounds, the second of them on a machine that is half as fast. */
const GOOD: Rounds = {
  ...NOTHING,
  noRule: [way(20, 3_000), way(40, 1_500)],
  otherRule: [way(21, 2_900), way(39, 1_600)],
  queued: [
    { ...way(120, 100), segmentsPerSecond: 60_000 },
    { ...way(180, 90), segmentsPerSecond: 40_000 },
  ],
};

test('all aims are met where they are', () => {
  expect(aimsOf(GOOD).map(({ met }) => met)).toEqual([true, true, true, true]);
});

test('what is added is counted round by round', () => {
  expect(aimsOf(GOOD)[0]?.measured).toBe('120 µs (100 to 140)');
});

const slow = { ...way(300, 10), segmentsPerSecond: 19_000 };
test.each<[string, Partial<Rounds>, boolean[]]>([
  ['a slow queue', { queued: [slow, slow] }, [false, false, true, true]],
  ['a rule that costs time', { otherRule: [way(60, 3_000), way(60, 3_000)] }, [true, true, false, true]],
  ['a rule that costs throughput', { otherRule: [way(20, 900), way(20, 900)] }, [true, true, true, false]],
])('%s is a miss', (_what, worse, met) => {
  expect(aimsOf({ ...GOOD, ...worse }).map((aim) => aim.met)).toEqual(met);
});

test('the report has a column a way, and says what was not run', () => {
  const rounds = { ...GOOD, netem: [{ delayErrorP50Ms: 'not run: full moon' as const }] };
  const each = Object.entries(rounds).map(([name, values]) => [name, figuresOf(values)]);
  const text = report(Object.fromEntries(each) as Record<ContenderName, ReturnType<typeof figuresOf>>, [
    { aim: 'fly', measured: 'fell', met: false },
  ]);
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      [
        '',
        'two namespaces, one cable',
        'lab, no rule',
        'lab, rule for another connection',
        'lab, every segment through TypeScript',
      ],
      ['round trip of 64 bytes, p50 (µs)', '–', '30 (20 to 40)', '30 (21 to 39)', '150 (120 to 180)'],
      ['delay of 10 ms, error p50 (ms)', '–', 'not run: full moon'],
      ['missed', 'fly', 'fell'],
    ]),
  );
});
