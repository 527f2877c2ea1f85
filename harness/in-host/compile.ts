import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { readLines } from '../agent/lines.ts';
import type { Operation, Params, ReplyLine } from '../model/protocol.ts';

// Has the program of a host do over loopback what nearly every host does, but for its capture, and keep what V8
// compiled for it. Run when the package is built, and once more in the image of hosts, whose node may be another.
const child = spawn(process.execPath, [path.join(__dirname, 'start-agent.js'), '--keep-compiled'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const waiting = new Map<number, (reply: ReplyLine) => void>();
readLines(child.stdout, (line) => {
  const said = JSON.parse(line) as ReplyLine | { id?: undefined };
  if (said.id !== undefined) waiting.get(said.id)?.(said);
});

/** What it answers, an error too: where it lacks a tool it has compiled most of what it would have needed. */
async function ask<O extends Operation>(op: O, params: Params<O>): Promise<ReplyLine> {
  const id = waiting.size + 1;
  const reply = new Promise<ReplyLine>((resolve) => waiting.set(id, resolve));
  child.stdin.write(`${JSON.stringify({ id, op, params })}\n`);
  return reply;
}

async function livesThroughOneConnection(): Promise<void> {
  const [address, policy] = ['127.0.0.1', { onFin: 'close', reading: 'on' }] as const;
  await Promise.all([ask('counters', {}), ask('hello', {})]);
  await ask('cadence', { pauseMs: 1000, watched: true });
  const listening = await ask('listen', { socket: 'server', address, port: 0, backlog: 1, policy });
  const { port } = (listening as { result: { local: { port: number } } }).result.local;
  await ask('connect', { socket: 'client', to: { address, port }, policy });
  await ask('look', { whileWatched: false });
  await ask('write', { socket: 'client', base64: 'aGFsZmNsb3Nl' });
  await ask('proxyStart', { seed: 1 });
  await ask('proxyHttp', { method: 'GET', path: '/proxies', headers: {}, body: '' });
  await ask('sendFin', { socket: 'client' });
  await ask('look', { whileWatched: false });
  await ask('countersMoved', {});
}

async function main(): Promise<void> {
  const ended = once(child, 'exit');
  await Promise.race([livesThroughOneConnection(), ended]);
  child.stdin.end();
  await ended;
  process.exitCode = child.exitCode ?? 1;
}

void main();
