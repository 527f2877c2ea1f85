import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { Lab } from '../lab/lab.ts';
import type { LabProxy } from '../lab/lab-proxy.ts';
import { ChildRun, until } from './fixtures/child-run.ts';
import { pidOf, processesInNetworkOf, stillAlive } from './fixtures/processes.ts';
import { testWithToxiproxy } from './fixtures/test-where.ts';

jest.setTimeout(120_000);
const testWith = testWithToxiproxy();

/** A lab with the real Toxiproxy, taken away at the end of the test. */
async function labWithToxiproxy(): Promise<{ lab: Lab; proxy: LabProxy } & AsyncDisposable> {
  const lab = await Lab.open(netnsBackend);
  const proxy = await lab.proxy({ to: await lab.server(), engine: 'toxiproxy' });
  const dispose = async () => {
    await lab.teardown.run();
  };
  return { lab, proxy, [Symbol.asyncDispose]: dispose };
}

const isToxiproxy = ({ command }: { command: string }) => command.includes('toxiproxy-server');

describe('the real Toxiproxy of a host', () => {
  testWith('ends with the agent, even where that is killed', async () => {
    await using made = await labWithToxiproxy();
    const agent = pidOf(made.proxy.host);
    const inHost = processesInNetworkOf(agent);
    expect(inHost.filter(isToxiproxy)).toHaveLength(1);
    process.kill(agent, 'SIGKILL');
    expect(await until(() => stillAlive(inHost).length === 0, 5_000)).toBe(true);
  });

  testWith('that dies breaks the scenario, and control says so', async () => {
    await using made = await labWithToxiproxy();
    const { lab, proxy } = made;
    const died = new Promise((resolve) => lab.broken.signal.addEventListener('abort', resolve));
    const [toxiproxy] = processesInNetworkOf(pidOf(proxy.host)).filter(isToxiproxy);
    process.kill(toxiproxy?.pid ?? 0, 'SIGKILL');
    await died;
    expect(lab.broken.signal.reason).toMatchObject({
      code: 'TOXIPROXY_DIED',
      message: expect.stringMatching(
        /^the Toxiproxy of host proxy ended: SIGKILL; it last said:\n.*Started proxy/s,
      ),
    });
    expect(lab.recorder.timeline).toContainEqual(expect.objectContaining({ kind: 'toxiproxy-ended' }));
    const answer = await fetch(`${proxy.url}/proxies`);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('toxiproxy-server is not there: SIGKILL');
  });
});

describe('a machine without it', () => {
  const without = {
    HOME: '/nonexistent',
    PATH: (process.env['PATH'] ?? '')
      .split(path.delimiter)
      .filter((folder) => !folder.includes('/go/') && !folder.startsWith('/tmp'))
      .join(path.delimiter),
  };

  test('does not run what needs it, and says so; what did not say that it does is told how to get it', async () => {
    await using run = ChildRun.ofFixtures('netns', ['toxiproxy'], { env: without });
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain('asks for the real Toxiproxy (not run: no Toxiproxy here)\n');
    expect(run.output).toMatch(/NO_TOXIPROXY/);
    expect(run.evidence).toMatchObject([
      { scenario: { name: 'asks for it without having said so' }, status: 'failed' },
    ]);
    expect(run.evidence[0]?.error).toContain('setup --toxiproxy');
    expect(run.evidence[0]?.hosts.map(({ name }) => name)).toEqual(['server']);
  });

  test('fails where it is required', async () => {
    await using run = ChildRun.ofFixtures('netns', ['toxiproxy'], {
      env: { ...without, HALFCLOSE_REQUIRE: 'netns,toxiproxy' },
    });
    expect(await run.exitCode).toBe(1);
    expect(run.output).not.toContain('not run');
    expect(run.evidence.map(({ status }) => status)).toEqual(['failed', 'failed']);
  });
});
