import { expect, jest, test } from '@jest/globals';
import { figuresOfRounds } from './figures.ts';
import { run } from './run.ts';

jest.setTimeout(120_000);

const FEW = { halfCloses: 5, halfClosesByExec: 2, watchMs: 50, stormConnections: 200 };
const SOME: unknown = expect.any(Number);
const NOT_RUN: unknown = expect.stringMatching(/^not run: .+/);
const KNOWN = { knownP50Ms: SOME, knownP99Ms: SOME, cpuMsPerSecond: SOME };
const RATE = { connectionsPerSecond: SOME, cpuMsPerSecond: SOME };
const TRACED = { ...RATE, lostEvents: 0, completePercent: 100 };

test('every way gives every figure, and every connection of a traced storm is known from end to end', async () => {
  const rounds = await run({ amounts: FEW, rounds: 1, tell: () => undefined });
  const { dockerExec, ...others } = rounds;
  expect(others).toEqual({
    ...{ trace: [KNOWN], ss: [KNOWN] },
    ...{ stormOff: [RATE], stormTrace: [TRACED], stormSs: [RATE], stormBoth: [TRACED] },
  });
  expect([[KNOWN], [{ knownP50Ms: NOT_RUN, knownP99Ms: NOT_RUN, cpuMsPerSecond: NOT_RUN }]]).toContainEqual(
    dockerExec,
  );
  // Nothing is known before it has happened.
  expect(
    Math.min(...[rounds.trace, rounds.ss].map(([values]) => Number(values?.knownP50Ms))),
  ).toBeGreaterThan(0);
  const { stormBoth } = figuresOfRounds(rounds);
  expect(stormBoth).toHaveProperty('slowDownPercent');
});
