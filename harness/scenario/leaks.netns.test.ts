import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { packageRoot } from '../backend/package-files.ts';
import { ChildRun, until } from './fixtures/child-run.ts';
import { processesInLabsOf, stillAlive } from './fixtures/processes.ts';
import { leftInstances } from './fixtures/trace-instances.ts';

jest.setTimeout(120_000);

/** How long a run that was ended from outside may take to be gone, in milliseconds. */
const GONE_WITHIN_MS = 5_000;
const NO_ENGINE = { DOCKER_HOST: 'tcp://127.0.0.1:1' };

/** Waits for the run to be gone; returns what is left of it, and of its labs, after five seconds. */
async function endAndFindLeft(run: ChildRun, end: () => void, hosts = 3): Promise<string[]> {
  const inLabs = processesInLabsOf(`HALFCLOSE_OUT=${run.out}`);
  // Each host is a namespace, and so is the lab's bridge.
  expect(new Set(inLabs.map(({ network }) => network)).size).toBeGreaterThanOrEqual(hosts + 1);
  const instances = run.evidence.flatMap(({ trace }) => trace.instance ?? []);
  const left = () => [
    ...[...run.processes, ...stillAlive(inLabs)].map(({ command }) => command),
    ...leftInstances(instances),
  ];
  end();
  await until(() => left().length === 0, GONE_WITHIN_MS);
  expect(readdirSync('/sys/class/net').filter((name) => /^(lab|host\d+)$/.test(name))).toEqual([]);
  return left();
}

describe('a harness that is killed in the middle of a scenario', () => {
  test.each(['leader', 'group'] as const)(
    'by SIGKILL to its %s leaves nothing but evidence',
    async (whom) => {
      await using run = ChildRun.ofFixtures('netns', ['hangs']);
      await run.reaching('waiting');
      expect(await endAndFindLeft(run, () => run.signal('SIGKILL', whom))).toEqual([]);
      expect(run.evidence).toMatchObject([
        { status: 'running', backend: 'netns', scenario: { name: 'waits for what never comes' } },
      ]);
      expect(run.evidence[0]?.timeline).not.toEqual([]);
      expect(run.evidence[0]?.sockets.map(({ name }) => name)).toContain('proxy:server-leg');
    },
  );

  test('leaves no segment, queue or rule behind where it held some', async () => {
    await using run = ChildRun.ofFixtures('netns', ['holds']);
    await run.reaching('waiting');
    // Rules and queues are their namespace's, which goes with its last process.
    expect(await endAndFindLeft(run, () => run.signal('SIGKILL', 'leader'), 2)).toEqual([]);
    expect(run.evidence[0]?.timeline).toContainEqual(
      expect.objectContaining({ probe: 'wire', verdict: 'held', length: 4 }),
    );
  });

  test('takes its workers along', async () => {
    // With a memory limit Jest uses workers even where it remembers the files as quick ones.
    const workers = ['--maxWorkers=2', '--workerIdleMemoryLimit=1GB'];
    await using run = ChildRun.ofFixtures('netns', ['hangs', 'hangs-too'], { jest: workers });
    await run.reaching('waiting', 2);
    expect(await endAndFindLeft(run, () => run.signal('SIGKILL', 'leader'))).toEqual([]);
    expect(run.evidence).toMatchObject([{ status: 'running' }, { status: 'running' }]);
  });

  test('takes the Jest it has started along', async () => {
    await using run = ChildRun.ofCommand(['demo']);
    await run.reaching('client.sendFin()');
    expect(await endAndFindLeft(run, () => run.signal('SIGKILL', 'leader'))).toEqual([]);
  });
});

describe('Ctrl+C in the middle of a scenario', () => {
  test.each([
    ['halfclose demo', () => ChildRun.ofCommand(['demo'])],
    ['halfclose test', () => ChildRun.ofCommand(['test', '--', 'scenarios/headline'], { env: NO_ENGINE })],
    [
      'halfclose repeat',
      () => ChildRun.ofCommand(['repeat', 'scenarios/headline', '--times', '3'], { env: NO_ENGINE }),
    ],
    ['halfclose repeat --busy', () => ChildRun.ofCommand(['repeat', '--busy'])],
  ])('%s ends, says where the evidence is and leaves nothing', async (_what, start) => {
    await using run = start();
    await run.reaching('client.sendFin()');
    expect(await endAndFindLeft(run, () => run.signal('SIGINT', 'group'))).toEqual([]);
    expect(await run.exitCode).toBe(130);
    const said = /interrupted; evidence in (\S+)/.exec(run.output)?.[1] ?? 'nothing';
    expect(existsSync(path.resolve(packageRoot(), said))).toBe(true);
    expect(run.output).toContain(`report: npx halfclose report ${said}\n`);
    expect(readFileSync(path.resolve(packageRoot(), said, 'summary.md'), 'utf8')).toContain(
      '### Interrupted',
    );
    // Several scenarios may have been under way: Jest has as many workers as it likes.
    expect(run.evidence.flatMap(({ timeline }) => timeline)).toContainEqual(
      expect.objectContaining({ probe: 'step', text: expect.stringContaining('client.sendFin()') }),
    );
    expect(run.output.match(/interrupted/g)).toHaveLength(1);
  });
});
