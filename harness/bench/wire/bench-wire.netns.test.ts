import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, jest, test } from '@jest/globals';
import { builtFile } from '../../backend/package-files.ts';
import { until } from '../../scenario/fixtures/child-run.ts';
import { processesMarked } from '../../scenario/fixtures/processes.ts';
import { CONTENDERS } from './contenders.ts';
import { run } from './run.ts';

jest.setTimeout(120_000);

const FEW = { roundTrips: 20, bytes: 1e6, queuedBytes: 1e6, delayedTrips: 5 };
const SOME: unknown = expect.any(Number);
const TRAFFIC = {
  ...{ roundTripP50Us: SOME, roundTripP99Us: SOME, roundTripCpuUs: SOME },
  ...{ throughputMBps: SOME, cpuSecondsPerGB: SOME },
};
const ACCURACY = { delayErrorP50Ms: SOME, delayErrorP99Ms: SOME };
const NOT_RUN: unknown = expect.stringMatching(/^not run: .+/);

test('every way gives every figure', async () => {
  const { netem, ...rounds } = await run({
    ...{ contenders: CONTENDERS, amounts: FEW, rounds: 1 },
    tell: () => undefined,
  });
  expect(rounds).toEqual({
    plain: [TRAFFIC],
    noRule: [TRAFFIC],
    otherRule: [TRAFFIC],
    queued: [{ ...TRAFFIC, segmentsPerSecond: SOME }],
    delay: [ACCURACY],
  });
  // Segments of the usual size, each of which has had its verdict.
  const [queued] = rounds.queued;
  const segments =
    (Number(queued?.segmentsPerSecond) * FEW.queuedBytes) / 1e6 / Number(queued?.throughputMBps);
  expect(segments).toBeGreaterThan(FEW.queuedBytes / 1_500);
  expect([[ACCURACY], [{ delayErrorP50Ms: NOT_RUN, delayErrorP99Ms: NOT_RUN }]]).toContainEqual(netem);
});

test('ended by SIGKILL, it leaves no process behind', async () => {
  const mark = `HALFCLOSE_TEST_MARK=${String(process.pid)}`;
  const [name = '', value] = mark.split('=');
  const bench = spawn(process.execPath, [builtFile('cli.js'), 'bench', 'wire', '--rounds', '1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, [name]: value },
  });
  const lines = createInterface(bench.stderr);
  await once(lines, 'line');
  // Both hosts of the first way, and both processes of its load.
  expect(await until(() => processesMarked(mark).length >= 5, 10_000)).toBe(true);
  bench.kill('SIGKILL');
  await once(bench, 'exit');
  expect(await until(() => processesMarked(mark).length === 0, 10_000)).toBe(true);
});
