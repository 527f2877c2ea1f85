import { expect, test } from '@jest/globals';
import { aimsOf, slowMachine } from './aims.ts';
import { figuresOfRounds } from './figures.ts';
import { report } from './report.ts';
import type { Rounds } from './run.ts';

const knows = (knownP50Ms: number) => ({ knownP50Ms, knownP99Ms: 2 * knownP50Ms, cpuMsPerSecond: 1 });
const storm = (connectionsPerSecond: number) => ({ connectionsPerSecond, cpuMsPerSecond: 1 });
const NOT_RUN = 'not run: full moon' as const;

/** Two rounds, the second of them on a machine that is half as fast. */
const GOOD: Rounds = {
  ...{ trace: [knows(0.2), knows(0.4)], ss: [knows(3), knows(5)], dockerExec: [knows(40), knows(80)] },
  stormOff: [storm(10_000), storm(9_000)],
  stormTrace: [storm(9_900), storm(9_000)].map((values) => ({
    ...{ ...values, lostEvents: 0, completePercent: 100 },
  })),
  ...{ stormSs: [storm(5_000), storm(4_500)], stormBoth: [storm(5_000), storm(4_500)] },
};

test('all aims are met where they are', () => {
  expect(aimsOf(GOOD).map(({ met, measured }) => [met, measured])).toEqual([
    [true, '0.3 (0.2 to 0.4) ms'],
    [true, '4 (3 to 5) ms'],
    [true, '200 times'],
    [true, '0.5 (0 to 1) %'],
  ]);
});

test.each<[string, Partial<Rounds>, (boolean | undefined)[]]>([
  ['a slow trace', { trace: [knows(5)] }, [false, true, false, true]],
  ['a slow loop', { ss: [knows(6)] }, [true, false, true, true]],
  ['a storm that is slowed down', { stormTrace: [storm(9_000)] }, [true, true, true, false]],
  ['no engine', { dockerExec: [{ knownP50Ms: NOT_RUN }] }, [true, true, undefined, true]],
  [
    'no trace',
    { trace: [{ knownP50Ms: NOT_RUN }], stormTrace: [{ connectionsPerSecond: NOT_RUN }] },
    [undefined, true, undefined, undefined],
  ],
])('%s is told', (_what, worse, met) => {
  expect(aimsOf({ ...GOOD, ...worse }).map((aim) => aim.met)).toEqual(met);
});

test('a machine that cannot make the storm is told of', () => {
  expect(slowMachine(GOOD)).toContain('9500 connections a second, not 10000');
  expect(slowMachine({ ...GOOD, stormOff: [storm(9_990)] })).toBeUndefined();
});

test('the report has a column a way, and says what was not run', () => {
  const rounds = { ...GOOD, dockerExec: [{ knownP50Ms: NOT_RUN }] };
  const text = report(figuresOfRounds(rounds), aimsOf(rounds), 'a note');
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      ['', "the kernel's trace", 'a loop of ss', 'docker exec ss'],
      ['from a change to its being known, p50 (ms)', '0.3 (0.2 to 0.4)', '4 (3 to 5)', NOT_RUN],
      ['slower than with nothing (%)', '–', '0.5 (0 to 1)', '50 (50 to 50)', '50 (50 to 50)'],
      ['events lost', '–', '0 (0 to 0)', '–', '–'],
      ['a note'],
      ['not run', 'the trace knows at least 15 times sooner than docker exec (p50)', NOT_RUN],
    ]),
  );
});
