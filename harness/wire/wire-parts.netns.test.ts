import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testMounting } from '../scenario/fixtures/test-where.ts';

const AGENT = path.join(__dirname, '..', '..', 'dist', 'agent.js');
const ALL = ['koffi', 'netfilter queue', 'queue rule, IPv4', 'queue rule, IPv6', 'raw sockets'];
const anywhere = { addresses: [] };
const ARM = {
  fault: 'watch-1',
  selection: { from: anywhere, to: anywhere, flags: [], without: [], asks: false },
  action: { kind: 'watch' },
  seed: 1,
};

const testHiding = testMounting();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfclose-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Lacking {
  /** Commands that take something away and become the agent. */
  readonly through?: readonly string[];
  readonly agent?: string;
  readonly path?: string;
}

/** What an agent answers in a network namespace of its own. */
async function answerOf(op: string, params: object, { through = [], agent = AGENT, path = '' }: Lacking) {
  const command = ['unshare', '-n', ...through, process.execPath, agent];
  const env = { ...process.env, PATH: `${path}:${process.env['PATH'] ?? ''}` };
  const child = spawn('/usr/bin/env', command, { env });
  const answered = once(createInterface({ input: child.stdout }), 'line');
  child.stdin.write(`${JSON.stringify({ id: 1, op, params })}\n`);
  const [line] = (await answered) as [string];
  const ended = once(child, 'exit');
  child.stdin.end();
  await ended;
  return JSON.parse(line) as { result: { parts: { part: string; lack?: string }[] }; error?: unknown };
}

async function lacks(lacking: Lacking): Promise<(string | undefined)[]> {
  const { parts } = (await answerOf('wireTry', {}, lacking)).result;
  expect(parts.map(({ part }) => part)).toEqual(ALL);
  return parts.map(({ lack }) => lack);
}

test('a host has all that a wire needs, and no rule is left behind', async () => {
  expect(await lacks({})).toEqual(ALL.map(() => undefined));
});

test('a kernel that refuses the rule is quoted', async () => {
  for (const tool of ['iptables', 'ip6tables']) {
    writeFileSync(
      path.join(folder, tool),
      '#!/bin/sh\necho "No chain/target/match by that name." >&2\nexit 1\n',
    );
    chmodSync(path.join(folder, tool), 0o755);
  }
  const [koffi, queue, ...rules] = await lacks({ path: folder });
  expect([koffi, queue]).toEqual([undefined, undefined]);
  expect(rules).toEqual([
    'iptables refuses the rule that queues segments: No chain/target/match by that name.',
    'ip6tables refuses the rule that queues segments: No chain/target/match by that name.',
    undefined,
  ]);
  expect((await answerOf('wireArm', ARM, { path: folder })).error).toMatchObject({
    code: 'NO_WIRE',
    message: expect.stringContaining('No chain/target/match by that name.'),
  });
});

testHiding('iptables that is not installed is missing', async () => {
  const hidden = ['-m', 'sh', '-c', 'mount -t tmpfs none /usr/sbin && exec "$0" "$@"'];
  const lacking = { through: ['unshare', ...hidden] };
  const expected = 'iptables cannot be run (ENOENT): is it installed?';
  expect((await lacks(lacking))[2]).toBe(expected);
  expect((await answerOf('wireArm', ARM, lacking)).error).toMatchObject({
    code: 'NO_WIRE',
    message: expected,
  });
});

test('who may not administer the network can bind no queue', async () => {
  const lacking = { through: ['setpriv', '--bounding-set=-net_admin', '--inh-caps=-net_admin'] };
  const expected = 'netfilter queue 793 cannot be bound: setsockopt: EPERM';
  expect((await lacks(lacking))[1]).toBe(expected);
  expect((await answerOf('wireArm', ARM, lacking)).error).toMatchObject({
    code: 'NO_WIRE',
    message: expected,
  });
});

test('who may not send raw packets has no raw sockets', async () => {
  const lacking = { through: ['setpriv', '--bounding-set=-net_raw', '--inh-caps=-net_raw'] };
  const expected = 'raw sockets cannot be made: socket: EPERM';
  expect((await lacks(lacking)).at(-1)).toBe(expected);
  const end = { address: '192.0.2.1', port: 1 };
  const segment = { from: end, to: end, flags: ['RST'], seq: 0, ack: 0, window: 0, base64: '' };
  expect((await answerOf('wireForge', { segment }, lacking)).error).toMatchObject({
    ...{ code: 'NO_WIRE', message: expected },
  });
});

test('without koffi beside the agent libc cannot be called', async () => {
  const agent = path.join(folder, 'agent.js');
  copyFileSync(AGENT, agent);
  const [koffi, queue] = await lacks({ agent });
  const expected = "koffi, by which libc is called, cannot be loaded: Cannot find module 'koffi'";
  expect(koffi).toBe(expected);
  expect(queue).toContain(expected);
  expect((await answerOf('wireArm', ARM, { agent })).error).toMatchObject({
    code: 'NO_WIRE',
    message: expect.stringContaining(expected),
  });
});
