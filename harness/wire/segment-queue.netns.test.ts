import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';

const AGENT = path.join(__dirname, '..', '..', 'dist', 'agent.js');
const anywhere = { addresses: [] };
const ARM = {
  fault: 'watch-1',
  selection: { from: anywhere, to: anywhere, flags: [], without: [], asks: false },
  action: { kind: 'watch' },
  seed: 1,
};

let agents: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const agent of agents) agent.kill('SIGKILL');
  agents = [];
});

/** An agent in a network namespace of its own, or in that of another one. */
function startAgent(beside?: ChildProcessWithoutNullStreams) {
  const into = beside === undefined ? ['unshare', '-n'] : ['nsenter', '-n', '-t', String(beside.pid)];
  const agent = spawn('/usr/bin/env', [...into, process.execPath, AGENT]);
  agents.push(agent);
  return agent;
}

async function ask(agent: ChildProcessWithoutNullStreams, op: string, params: object): Promise<unknown> {
  const answered = once(createInterface({ input: agent.stdout }), 'line');
  agent.stdin.write(`${JSON.stringify({ id: 1, op, params })}\n`);
  const [line] = (await answered) as [string];
  return JSON.parse(line);
}

test('a process that reads a queue ends when its stdin does', async () => {
  const agent = startAgent();
  expect(await ask(agent, 'wireArm', ARM)).toMatchObject({ ok: true });
  const ended = once(agent, 'exit');
  agent.stdin.end();
  expect(await ended).toEqual([0, null]);
});

test('a queue that another process of the host reads is refused', async () => {
  const first = startAgent();
  expect(await ask(first, 'wireArm', ARM)).toMatchObject({ ok: true });
  const second = startAgent(first);
  expect(await ask(second, 'wireArm', ARM)).toMatchObject({ ok: false, error: { code: 'QUEUE_TAKEN' } });
  expect(await ask(first, 'wireLift', { fault: 'watch-1' })).toMatchObject({ ok: true });
});
