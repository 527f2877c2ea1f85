import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, jest } from '@jest/globals';
import type { Backend } from '../backend/backend.ts';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { Lab } from '../lab/lab.ts';
import { OBSERVER_SCRIPT } from '../observe/trace/observer-script.ts';
import { Tracer } from '../observe/trace/tracer.ts';
import { ChildRun, until } from './fixtures/child-run.ts';
import { testTraced } from './fixtures/test-where.ts';
import { leftInstances } from './fixtures/trace-instances.ts';

jest.setTimeout(120_000);

const testWithTrace = testTraced();
/** How an observer finds out which kernel it traces. */
const BOOT_ID = 'cat /proc/sys/kernel/random/boot_id';

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
    expect([leftInstances([instance]), lab.trace.gap]).toEqual([[instance], undefined]);
    process.kill(observerOf(instance), 'SIGKILL');
    await until(() => lab.trace.gap !== undefined, 5_000);
    expect(lab.trace.evidence()).toMatchObject({
      state: 'lost',
      why: 'the tracing program ended: without a word',
    });
    await lab.trace.flush();
    await until(() => leftInstances([instance]).length === 0, 5_000);
    expect(leftInstances([instance])).toEqual([]);
  } finally {
    expect(await lab.teardown.run()).toEqual([]);
  }
});

/** Resolves to why it did not trace; undefined where it did. It has ended then. */
async function traceOnce(name: string): Promise<string | undefined> {
  const streams = await netnsBackend.startObserver(OBSERVER_SCRIPT, name);
  const ended = once(streams.stdout, 'close');
  const failure = await Tracer.start(streams, new Map(), () => undefined).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  streams.stdin.end();
  await ended;
  return failure;
}

testWithTrace(
  'tracing programs that start and end side by side do not take each other for left ones',
  async () => {
    const failures = ['a', 'b', 'c', 'd'].map(async (one) => {
      const each: unknown[] = [];
      for (let time = 1; time <= 10; time++)
        each.push(await traceOnce(`halfclose-beside-${process.pid}-${one}-${time}`));
      return each.filter((why) => why !== undefined);
    });
    expect((await Promise.all(failures)).flat()).toEqual([]);
  },
);

testWithTrace('a listener that follows another at its port is traced as one of its own', async () => {
  const lab = await Lab.open(netnsBackend);
  try {
    const host = await lab.host();
    for (const name of ['first', 'second']) {
      const socket = await lab.rawSocket({ name, on: host });
      await socket.bind({ port: 7000 });
      await socket.listen();
      await socket.shutdown('read');
      await socket.listen();
      await socket.close();
    }
    await lab.trace.flush();
    expect(lab.sockets.map(({ name, track }) => [name, track.traced.map(({ to }) => to)])).toEqual([
      ['first', ['LISTEN', 'CLOSED', 'LISTEN', 'CLOSED']],
      ['second', ['LISTEN', 'CLOSED', 'LISTEN', 'CLOSED']],
    ]);
  } finally {
    expect(await lab.teardown.run()).toEqual([]);
  }
});

testWithTrace('the trace of another kernel than the hosts have counts for nothing', async () => {
  const elsewhere: Backend = {
    ...netnsBackend,
    startObserver: (program, name) =>
      netnsBackend.startObserver(program.replace(BOOT_ID, 'echo another'), name),
  };
  const lab = await Lab.open(elsewhere);
  try {
    await lab.host({ name: 'client' });
    expect(lab.trace.evidence()).toMatchObject({
      state: 'lost',
      why: 'it is of another kernel than that of client',
    });
  } finally {
    expect(await lab.teardown.run()).toEqual([]);
  }
});
