import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { AppEvent, Operation, ReplyLine } from '../model/protocol.ts';

// The program itself, as it runs in a host: that it is one file that needs nothing beside it is part of the matter.
const PROGRAM = path.join(__dirname, '..', '..', 'dist', 'agent.js');
const LOOPBACK = '127.0.0.1';
const POLICY = { onFin: 'close', reading: 'on' };

beforeAll(() => {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run \`npm run build\``);
});

/** A real agent and everything it printed. */
class RunningAgent implements AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams = spawn(process.execPath, [PROGRAM], { stdio: 'pipe' });
  readonly replies: ReplyLine[] = [];
  readonly events: AppEvent[] = [];
  readonly exit = once(this.child, 'exit');
  readonly #news = new EventEmitter();
  #nextId = 1;

  constructor() {
    this.child.stdin.on('error', () => undefined);
    createInterface({ input: this.child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as ReplyLine | AppEvent;
      if ('id' in line) this.replies.push(line);
      else this.events.push(line);
      this.#news.emit('news');
    });
  }

  say(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  async ask(op: Operation, params: object = {}): Promise<ReplyLine> {
    const id = this.#nextId++;
    this.say(JSON.stringify({ id, op, params }));
    return this.replyTo(id);
  }

  /** The result of a request that succeeds. */
  async get<T>(op: Operation, params: object = {}): Promise<T> {
    const reply = await this.ask(op, params);
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.result as T;
  }

  async replyTo(id: number): Promise<ReplyLine> {
    return this.#until(() => this.replies.find((reply) => reply.id === id));
  }

  async heard(socket: string, kind: AppEvent['kind']): Promise<AppEvent> {
    return this.#until(() => this.events.find((event) => event.socket === socket && event.kind === kind));
  }

  async #until<T>(find: () => T | undefined): Promise<T> {
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      await once(this.#news, 'news');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}

/** A zombie has ended; when its parent asks for it is another matter. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe('the conversation', () => {
  test('answers each request under its id', async () => {
    await using agent = new RunningAgent();
    agent.say('{"id":41,"op":"counters","params":{}}');
    agent.say('{"id":7,"op":"cadence","params":{"pauseMs":3600000,"watched":true}}');
    expect(await agent.replyTo(7)).toEqual({ id: 7, ok: true, result: {} });
    expect(await agent.replyTo(41)).toMatchObject({
      ok: true,
      result: {
        proc: expect.stringMatching(/^Tcp: .* OutRsts .*^TcpExt: .* TCPAbortOnData /ms),
      },
    });
  });

  test('tells what its kernel has counted since it was asked last', async () => {
    await using agent = new RunningAgent();
    const { at } = await agent.get<{ at: number }>('counters');
    const listen = { socket: 'server', address: LOOPBACK, port: 0, backlog: 1, policy: POLICY };
    const { local } = await agent.get<{ local: object }>('listen', listen);
    await agent.get('connect', { socket: 'client', to: local, policy: POLICY });
    await agent.heard('client', 'connected');
    const first = await agent.get<{ at: number; moved: object }>('countersMoved');
    expect(first.moved).toHaveProperty(['Tcp.ActiveOpens']);
    expect(first.at).toBeGreaterThan(at);
  });

  test.each([
    ['is not JSON', 'hello', { id: 0, ok: false, error: { code: 'PROTOCOL_ERROR' } }],
    [
      'asks for nothing known',
      '{"id":3,"op":"dance","params":{}}',
      { ok: false, error: { code: 'PROTOCOL_ERROR' } },
    ],
    [
      'does not fit',
      '{"id":3,"op":"spawn","params":{}}',
      { id: 3, ok: false, error: { code: 'INVALID_OPTION' } },
    ],
  ])('refuses a line that %s, and goes on', async (_what, line, reply) => {
    await using agent = new RunningAgent();
    agent.say(line);
    expect(await agent.ask('cadence', { pauseMs: 3_600_000, watched: true })).toMatchObject({ ok: true });
    expect(agent.replies[0]).toMatchObject(reply);
  });

  test('ends with its stdin', async () => {
    await using agent = new RunningAgent();
    await agent.get('counters');
    agent.child.stdin.end();
    expect(await agent.exit).toEqual([0, null]);
  });

  test('ends with its stdin though a close(2) blocks', async () => {
    await using agent = new RunningAgent();
    const raw = async (op: Operation, socket: string, params: object = {}) =>
      agent.get<{ local?: object; errno?: string }>(op, { socket, ...params });
    await raw('rawSocket', 'listener', { family: 'ipv4' });
    const { local } = await raw('rawBind', 'listener', { to: { address: LOOPBACK, port: 0 } });
    await raw('rawListen', 'listener', { backlog: 1 });
    await raw('rawSocket', 'client', { family: 'ipv4' });
    await raw('rawConnect', 'client', { to: local, withinMs: 1_000 });
    // More than both buffers hold: nobody reads it.
    const base64 = Buffer.alloc(9_000_000).toString('base64');
    expect(await raw('rawSend', 'client', { base64, withinMs: 100 })).toMatchObject({ errno: 'EAGAIN' });
    const minute = { option: 'SO_LINGER', value: { onOff: true, seconds: 60 } };
    await raw('setOption', 'client', minute);
    void raw('rawClose', 'client', { withinMs: 60_000 });
    await agent.get('counters');
    agent.child.stdin.end();
    expect(await agent.exit).toEqual([0, null]);
  });

  test('an error of the kernel keeps its name and its call', async () => {
    await using agent = new RunningAgent();
    const listen = { address: LOOPBACK, port: 0, backlog: 1, policy: POLICY };
    const { local } = await agent.get<{ local: { port: number } }>('listen', { ...listen, socket: 'a' });
    expect(await agent.ask('listen', { ...listen, socket: 'b', port: local.port })).toMatchObject({
      ok: false,
      error: { code: 'EADDRINUSE', syscall: 'listen' },
    });
  });

  test('a proxy has to be started before it is spoken to', async () => {
    await using agent = new RunningAgent();
    const request = { method: 'GET', path: '/version', headers: {}, body: '' };
    expect(await agent.ask('proxyHttp', request)).toMatchObject({
      error: { code: 'INVALID_OPTION', message: 'no proxy was started in this host' },
    });
    await agent.get('proxyStart', { seed: 1 });
    expect(await agent.get('proxyHttp', request)).toMatchObject({ status: 200 });
  });

  test('events carry the time of the monotonic clock', async () => {
    await using agent = new RunningAgent();
    const before = Number(process.hrtime.bigint()) / 1e6;
    await agent.get('listen', { socket: 'a', address: LOOPBACK, port: 0, backlog: 1, policy: POLICY });
    const { at } = await agent.heard('a', 'listening');
    expect(at).toBeGreaterThan(before);
    expect(at).toBeLessThan(Number(process.hrtime.bigint()) / 1e6);
  });
});

describe('a process beside the agent', () => {
  /** A server in a process of its own, and a client of it in the agent. */
  async function connected(agent: RunningAgent) {
    const { pid } = await agent.get<{ pid: number }>('spawn', { process: 'p' });
    const { local } = await agent.get<{ local: { address: string; port: number } }>('listen', {
      ...{ socket: 'server', address: LOOPBACK, port: 0, backlog: 1, policy: POLICY },
      process: 'p',
    });
    await agent.get('connect', { socket: 'client', to: local, policy: POLICY });
    await agent.heard('server/1', 'accepted');
    return { pid, local };
  }

  test('owns its sockets, and is steered by their names alone', async () => {
    await using agent = new RunningAgent();
    await connected(agent);
    await agent.get('write', { socket: 'server/1', base64: Buffer.from('hello').toString('base64') });
    expect(await agent.heard('client', 'data')).toMatchObject({ bytes: 5 });
    await agent.get('sendFin', { socket: 'server/1' });
    await agent.heard('client', 'fin');
    await agent.heard('server/1', 'closed');
  });

  test('that is killed takes its sockets along, and the agent lives on', async () => {
    await using agent = new RunningAgent();
    const { pid } = await connected(agent);
    await agent.get('kill', { process: 'p', signal: 'SIGKILL' });
    expect(isAlive(pid)).toBe(false);
    expect(await agent.heard('server/1', 'closed')).toMatchObject({ detail: 'its process ended: SIGKILL' });
    await agent.heard('client', 'fin');
    expect(await agent.ask('close', { socket: 'server/1' })).toMatchObject({
      error: { code: 'INVALID_OPTION' },
    });
  });

  test('that ends leaves no request without an answer', async () => {
    await using agent = new RunningAgent();
    const { pid } = await connected(agent);
    process.kill(pid, 'SIGSTOP');
    const asked = agent.ask('close', { socket: 'server/1' });
    process.kill(pid, 'SIGKILL');
    expect(await asked).toMatchObject({
      ok: false,
      error: { code: 'PROCESS_ENDED', message: 'process p ended (SIGKILL) before it answered' },
    });
  });

  test('ends with the agent, even where that is killed', async () => {
    await using agent = new RunningAgent();
    const { pid } = await connected(agent);
    agent.child.kill('SIGKILL');
    await agent.exit;
    while (isAlive(pid)) await new Promise(setImmediate);
  });

  test('that was never started is named', async () => {
    await using agent = new RunningAgent();
    expect(await agent.ask('kill', { process: 'q', signal: 'SIGTERM' })).toMatchObject({
      error: { code: 'INVALID_OPTION', message: 'this host has no process called `q`' },
    });
    const params = { socket: 's', address: LOOPBACK, port: 0, backlog: 1, policy: POLICY, process: 'q' };
    expect(await agent.ask('listen', params)).toMatchObject({ error: { code: 'INVALID_OPTION' } });
  });

  test('is not started twice under one name', async () => {
    await using agent = new RunningAgent();
    await agent.get('spawn', { process: 'p' });
    expect(await agent.ask('spawn', { process: 'p' })).toMatchObject({ error: { code: 'INVALID_OPTION' } });
  });

  test('takes no signal that does not exist', async () => {
    await using agent = new RunningAgent();
    await agent.get('spawn', { process: 'p' });
    expect(await agent.ask('kill', { process: 'p', signal: 'SIGNOTHING' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('SIGNOTHING') },
    });
  });
});
