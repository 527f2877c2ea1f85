import { describe, expect, jest, test } from '@jest/globals';
import { MATCHERS } from '../expect/matchers.ts';
import { ChildRun } from './fixtures/child-run.ts';
import { processesInLabsOf, stillAlive } from './fixtures/processes.ts';

jest.setTimeout(120_000);

describe('an agent that dies in the middle of a scenario', () => {
  test.each(['client', 'server', 'proxy'])('fails it, naming the host: %s', async (name) => {
    await using run = ChildRun.ofFixtures('netns', ['hangs']);
    const [evidence] = await run.reaching('waiting');
    const inLab = processesInLabsOf(`HALFCLOSE_OUT=${run.out}`);
    const pid = evidence?.hosts.find((host) => host.name === name)?.identity.pid ?? 0;
    process.kill(pid, 'SIGKILL');

    expect(await run.exitCode).toBe(1);
    expect([...run.processes, ...stillAlive(inLab)]).toEqual([]);
    const message = `the agent of host ${name} (pid ${String(pid)}) ended without a word`;
    expect(run.output).toContain(message);
    expect(run.output).toContain('AGENT_DIED');
    expect(run.evidence).toMatchObject([
      { status: 'failed', verdict: 'failed', error: expect.stringContaining(message), teardownErrors: [] },
    ]);
    expect(run.evidence[0]?.timeline.length).toBeGreaterThanOrEqual(evidence?.timeline.length ?? 0);
  });
});

describe('what a scenario must not swallow', () => {
  let faulty: Pick<ChildRun, 'output' | 'evidence'>;

  test('fails the run, and leaves evidence of it', async () => {
    await using run = ChildRun.ofFixtures('netns', ['faulty']);
    expect(await run.exitCode).toBe(1);
    faulty = { output: run.output, evidence: run.evidence };
    expect(faulty.evidence.map(({ scenario, status }) => `${scenario.name}: ${status}`).sort()).toEqual([
      'fails, and its disposal too: failed',
      'forgets an await: failed',
      'holds, but its disposal fails: failed',
      'takes longer than it said: failed',
    ]);
  });

  const evidenceOf = (name: string) => faulty.evidence.find(({ scenario }) => scenario.name === name);

  test('where in its file each failed, and what stands there', () => {
    const byName = faulty.evidence.toSorted((a, b) => a.scenario.name.localeCompare(b.scenario.name));
    const places = byName.map(({ scenario, failedAt }) => {
      const lines = scenario.source?.split('\n') ?? [];
      return [lines[(scenario.line ?? 0) - 1], lines[(failedAt?.line ?? 0) - 1]?.trim()];
    });
    expect(places).toEqual([
      ["scenario('fails, and its disposal too', async ({ lab }) => {", "throw new Error('the body failed');"],
      // Nothing of the scenario's text is on the stack of these.
      ["scenario('forgets an await', async ({ lab }) => {", undefined],
      ["scenario('holds, but its disposal fails', async ({ lab }) => {", undefined],
      [
        "scenario('takes longer than it said', { deadlineMs: 300 }, () => new Promise(() => undefined));",
        undefined,
      ],
    ]);
  });

  test('what happened at both ends, where the error does not tell', () => {
    expect(faulty.output).toMatch(
      /failed.*forgets an await[^●]*client connected to server[^●]*— expect\(client\)\.toReachState\(ESTABLISHED\): held/,
    );
    // It did nothing that could be told.
    expect(faulty.output).not.toMatch(/failed.*takes longer than it said.*netns/);
  });

  test('a forgotten await', () => {
    expect(faulty.output).toContain('NOT_AWAITED');
    expect(evidenceOf('forgets an await')?.error).toBe(
      'expect(…).toReachState(…) was not awaited, so nothing was asserted\n  write `await expect(…).toReachState(…)`',
    );
  });

  test('that it takes longer than its deadline', () => {
    expect(evidenceOf('takes longer than it said')?.error).toBe('the scenario was not over after 300 ms');
  });

  test('an error of the body, which that of a disposal does not hide', () => {
    expect(evidenceOf('fails, and its disposal too')).toMatchObject({
      error: 'the body failed',
      teardownErrors: ['the disposal failed'],
    });
    expect(faulty.output).toMatch(/● fails, and its disposal too\n\n\s+the body failed/);
  });

  test('an error of a disposal alone', () => {
    const evidence = evidenceOf('holds, but its disposal fails');
    expect(evidence).toMatchObject({ status: 'failed', teardownErrors: ['the disposal failed'] });
    expect(evidence?.error).toBeUndefined();
    expect(faulty.output).toMatch(/● holds, but its disposal fails\n\n\s+the disposal failed/);
  });
});

test('an `await` that is forgotten fails a scenario, whatever the matcher', async () => {
  await using run = ChildRun.ofFixtures('netns', ['forgets']);
  expect(await run.exitCode).toBe(1);
  const calls = MATCHERS.flatMap((name) => [name, `not.${name}`]);
  const said = new Map(run.evidence.map(({ scenario, error }) => [scenario.name, error]));
  expect([...said.keys()].sort()).toEqual(calls.sort());
  for (const call of calls)
    expect(said.get(call)).toBe(
      `expect(…).${call}(…) was not awaited, so nothing was asserted\n  write \`await expect(…).${call}(…)\``,
    );
});

test('no place for the evidence fails a scenario, and takes its lab away', async () => {
  await using run = ChildRun.ofFixtures('netns', ['unwritable'], {
    env: { HALFCLOSE_RUN_FOLDER: '/dev/null/nowhere', JEST_JUNIT_OUTPUT_DIR: '/tmp' },
  });
  expect(await run.exitCode).toBe(1);
  expect(run.output).toContain("ENOTDIR: not a directory, mkdir '/dev/null/nowhere");
  expect(run.processes).toEqual([]);
});
