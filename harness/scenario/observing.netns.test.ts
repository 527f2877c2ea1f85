import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, jest } from '@jest/globals';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { Lab } from '../lab/lab.ts';
import { ChildRun, until } from './fixtures/child-run.ts';
import { testTraced } from './fixtures/test-where.ts';

jest.setTimeout(120_000);

const testWithTrace = testTraced();

testWithTrace('probes that disagree leave a scenario unproven, which fails it', async () => {
  await using run = ChildRun.ofFixtures('netns', ['disagrees']);
  expect(await run.exitCode).toBe(1);
  const [evidence] = run.evidence;
  expect(evidence).toMatchObject({ status: 'failed', verdict: 'unproven' });
  expect(evidence?.disagreements).toEqual([
    expect.stringMatching(
      /^client: ss showed CLOSE_WAIT between \+[\d.]+ ms and \+[\d.]+ ms, where the kernel's trace has ESTABLISHED$/,
    ),
  ]);
  expect(run.output).toContain('unproven, since probes disagree: client: ss showed CLOSE_WAIT');
});

/** The shell that traces under this name: the only one whose arguments end in it. */
function observerOf(instance: string): number {
  const pid = readdirSync('/proc').find((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').endsWith(`\0${instance}\0`);
    } catch {
      return false;
    }
  });
  return Number(pid);
}

testWithTrace('a tracing program that is killed is told of, and leaves nothing behind', async () => {
  const lab = await Lab.open(netnsBackend);
  try {
    await lab.trace.ready;
    const { instance = '' } = lab.trace.evidence();
    const folder = `/sys/kernel/tracing/instances/${instance}`;
    expect([existsSync(folder), lab.trace.gap]).toEqual([true, undefined]);
    process.kill(observerOf(instance), 'SIGKILL');
    await until(() => lab.trace.gap !== undefined, 5_000);
    expect(lab.trace.evidence()).toMatchObject({
      state: 'lost',
      why: 'the tracing program ended: without a word',
    });
    await lab.trace.flush();
    await until(() => !existsSync(folder), 5_000);
    expect(existsSync(folder)).toBe(false);
  } finally {
    expect(await lab.teardown.run()).toEqual([]);
  }
});
