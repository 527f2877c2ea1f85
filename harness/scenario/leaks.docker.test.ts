import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { connectEngine, type Engine } from '../backend/docker/engine.ts';
import { ensureHostImage } from '../backend/docker/host-image.ts';
import { findLabelled, type Leftover } from '../backend/docker/leftovers.ts';
import { RUN_LABEL } from '../backend/docker/run-id.ts';
import { packageRoot } from '../backend/package-files.ts';
import { ChildRun, until } from './fixtures/child-run.ts';
import { leftInstances } from './fixtures/trace-instances.ts';

jest.setTimeout(120_000);

/** How long a run that was ended from outside may take to be gone, in milliseconds. */
const GONE_WITHIN_MS = 5_000;
let engine: Engine;

beforeAll(async () => {
  engine = await connectEngine();
  await ensureHostImage({ onProgress: () => undefined });
});

/** What the engine has of the labs and observers of all processes of the run that have left evidence so far. */
async function onEngine({ evidence }: ChildRun): Promise<Leftover[]> {
  const processes = new Set(evidence.map(({ environment }) => environment['run'] ?? 'none'));
  const found = [...processes].map((process) => findLabelled(engine.docker, `${RUN_LABEL}=${process}`));
  return (await Promise.all(found)).flat();
}

/** What is left of the run, on this machine and on the engine: five seconds after its end, or none as soon as none is. */
async function endAndFindLeft(run: ChildRun, step: string, end: () => void): Promise<string[]> {
  const [evidence] = await run.reaching(step);
  const hosts = evidence?.hosts.length ?? 0;
  expect(hosts).toBeGreaterThanOrEqual(2);
  // A network, and a container each of its hosts; another scenario of the run may have some by now too.
  expect((await onEngine(run)).length).toBeGreaterThanOrEqual(1 + hosts);
  const instances = run.evidence.flatMap(({ trace }) => trace.instance ?? []);
  end();
  const left = async () => [
    ...run.processes.map(({ command }) => command),
    ...leftInstances(instances),
    ...(await onEngine(run)).map(({ kind, name }) => `${kind} ${name}`),
  ];
  await until(async () => (await left()).length === 0, GONE_WITHIN_MS);
  return left();
}

describe('a harness that is killed in the middle of a scenario', () => {
  test('by SIGKILL to it leaves nothing but evidence', async () => {
    await using run = ChildRun.ofFixtures('docker', ['hangs']);
    expect(await endAndFindLeft(run, 'waiting', () => run.signal('SIGKILL', 'leader'))).toEqual([]);
    expect(run.evidence).toMatchObject([{ status: 'running', backend: 'docker' }]);
    expect(run.evidence[0]?.timeline).not.toEqual([]);
  });

  test('by SIGKILL while segments are held leaves nothing either', async () => {
    await using run = ChildRun.ofFixtures('docker', ['holds']);
    expect(await endAndFindLeft(run, 'waiting', () => run.signal('SIGKILL', 'leader'))).toEqual([]);
    expect(run.evidence[0]?.timeline).toContainEqual(
      expect.objectContaining({ probe: 'wire', verdict: 'held', length: 4 }),
    );
  });

  test('takes the Jest it has started along', async () => {
    await using run = ChildRun.ofCommand(['demo', '--backend', 'docker']);
    expect(await endAndFindLeft(run, 'client.sendFin()', () => run.signal('SIGKILL', 'leader'))).toEqual([]);
  });
});

test('Ctrl+C in the middle of a scenario ends, says where the evidence is and leaves nothing', async () => {
  await using run = ChildRun.ofCommand(['demo', '--backend', 'docker']);
  expect(await endAndFindLeft(run, 'client.sendFin()', () => run.signal('SIGINT', 'group'))).toEqual([]);
  expect(await run.exitCode).toBe(130);
  const said = /interrupted; evidence in (\S+)/.exec(run.output)?.[1] ?? 'nothing';
  expect(existsSync(path.resolve(packageRoot(), said))).toBe(true);
});

test('an agent that dies in the middle of a scenario fails it, naming the host', async () => {
  await using run = ChildRun.ofFixtures('docker', ['hangs']);
  const [evidence] = await run.reaching('waiting');
  const container = evidence?.hosts.find(({ name }) => name === 'server')?.identity.container ?? 'none';
  await engine.docker.getContainer(container).kill();
  expect(await run.exitCode).toBe(1);
  expect(await onEngine(run)).toEqual([]);
  expect(run.evidence).toMatchObject([
    { status: 'failed', error: expect.stringContaining('the agent of host server'), teardownErrors: [] },
  ]);
});
