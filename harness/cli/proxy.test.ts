import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Toxiproxy } from 'toxiproxy-node-client';

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');

type LogLine = Readonly<Record<string, unknown>> & { readonly message: string };

/** `halfclose proxy` as a process of its own, and everything it writes. */
class Program {
  readonly lines: string[] = [];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [CLI, 'proxy', ...args], {
      env: { ...process.env, LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child = child;
    this.ended = new Promise((resolve) =>
      child.once('close', (code, signal) => {
        resolve({ code, signal });
        this.#said();
      }),
    );
    createInterface(child.stderr).on('line', (line) => {
      this.lines.push(line);
      this.#said();
    });
  }

  /** The first line of its log with this message. Rejects where it ends without. */
  async logged(message: string): Promise<LogLine> {
    for (;;) {
      const found = this.log().find((line) => line.message === message);
      if (found) return found;
      if (this.child.exitCode !== null) throw new Error(`ended:\n${this.lines.join('\n')}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  log(): LogLine[] {
    return this.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine);
  }

  #said(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

let folder: string;
let programs: Program[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'halfclose-'));
  programs = [];
});
afterEach(async () => {
  for (const { child } of programs) child.kill('SIGKILL');
  await Promise.all(programs.map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], env?: NodeJS.ProcessEnv): Program {
  const program = new Program(args, env);
  programs.push(program);
  return program;
}

function file(text: string): string {
  const name = path.join(folder, 'config.json');
  writeFileSync(name, text);
  return name;
}

/** True where something listens there. */
function answers(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

test('takes the place of toxiproxy-server, passes bytes, and ends with nothing left', async () => {
  const echo = net.createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const upstream = `127.0.0.1:${String((echo.address() as net.AddressInfo).port)}`;
  const config = file(JSON.stringify([{ name: 'configured', listen: '127.0.0.1:0', upstream }]));
  const program = run(['-port=0', '-host', '127.0.0.1', '-config', config, '--seed', '42', '-proxy-metrics']);
  const { address } = await program.logged('HTTP API is listening');
  const api = new Toxiproxy(`http://${String(address)}`);
  const proxy = await api.get('configured');
  await proxy.addToxic({
    name: 'slow',
    type: 'latency',
    stream: 'downstream',
    toxicity: 1,
    attributes: { latency: 1, jitter: 0 },
  });
  const client = net.connect(Number(proxy.listen.split(':')[1]), '127.0.0.1');
  const received = new Promise((resolve) => client.once('data', (bytes) => resolve(bytes.toString())));
  client.write('hello');
  expect(await received).toBe('hello');
  const metrics = await (await fetch(`http://${String(address)}/metrics`)).text();
  expect(metrics).toMatch(/^toxiproxy_proxy_sent_bytes_total\{direction="downstream".*\} 5$/m);

  const closed = new Promise((resolve) => client.once('close', resolve));
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
  await closed;
  expect([await answers(String(address)), await answers(proxy.listen)]).toEqual([false, false]);
  await new Promise((resolve) => echo.close(resolve));

  const log = program.log();
  expect(log).toHaveLength(program.lines.length);
  for (const line of log) expect(line).toMatchObject({ level: 'info', time: expect.stringMatching(/Z$/) });
  expect(log[0]).toMatchObject({ message: 'Starting halfclose proxy', seed: 42, api: '2.12.0' });
  expect(log).toContainEqual(
    expect.objectContaining({ message: 'Accepted client', name: 'configured', connection: 1 }),
  );
  expect(log.map(({ message }) => message).slice(-3)).toEqual([
    'Shutdown started',
    'Terminated proxy',
    'Shutdown finished',
  ]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s as soon as it says that it runs ends it with 0',
  async (signal) => {
    const program = run(['--port', '0']);
    await program.logged('HTTP API is listening');
    program.child.kill(signal);
    expect(await program.ended).toEqual({ code: 0, signal: null });
  },
);

describe('a request that is being answered', () => {
  /** What the `ss` of the program waits for: each is a run of it. */
  let waiting: net.Socket[];
  let gate: net.Server;
  let release: () => void;

  beforeEach(async () => {
    waiting = [];
    gate = net.createServer((socket) => waiting.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    const { port } = gate.address() as net.AddressInfo;
    const ss = path.join(folder, 'ss');
    const wait = `require('node:net').connect(${String(port)}, '127.0.0.1').resume().on('error', () => process.exit(1))`;
    writeFileSync(ss, `#!${process.execPath}\n${wait};\n`);
    chmodSync(ss, 0o700);
    release = () => {
      gate.close();
      for (const socket of waiting) socket.destroy();
    };
  });
  afterEach(() => release());

  /** A program that has been asked for something that it needs a look of `ss` for, which does not end by itself. */
  async function asked(): Promise<{ program: Program; answer: Promise<number | undefined> }> {
    const config = file(JSON.stringify([{ name: 'p', listen: '127.0.0.1:0', upstream: '127.0.0.1:9' }]));
    const program = run(['--host', '127.0.0.1', '--port', '0', '--config', config], {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    });
    const { address } = await program.logged('HTTP API is listening');
    const looking = new Promise((resolve) => gate.once('connection', resolve));
    const answer = fetch(`http://${String(address)}/proxies/p/connections`).then(
      ({ status }) => status,
      () => undefined,
    );
    await looking;
    return { program, answer };
  }

  test('gets its answer before the program ends', async () => {
    const { program, answer } = await asked();
    program.child.kill('SIGTERM');
    await program.logged('Shutdown started');
    release();
    expect(await answer).toBe(200);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.log().at(-1)).toMatchObject({ message: 'Shutdown finished' });
  });

  test.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGINT', 'SIGINT', 130],
    ['SIGTERM', 'SIGINT', 130],
  ] as const)('waits in vain where %s is followed by %s: exit code %i', async (first, second, code) => {
    const { program, answer } = await asked();
    program.child.kill(first);
    await program.logged('Shutdown started');
    program.child.kill(second);
    expect(await program.ended).toEqual({ code, signal: null });
    expect(await answer).toBeUndefined();
    expect(program.log().map(({ message }) => message)).not.toContain('Shutdown finished');
  });
});

test('LOG_LEVEL keeps it quiet, and one it does not know is said', async () => {
  const unknown = run(['--port', '0'], { LOG_LEVEL: 'loud' });
  await unknown.logged('HTTP API is listening');
  expect(unknown.log()[0]).toMatchObject({ level: 'error', message: 'unknown LOG_LEVEL value: "loud"' });
  const quiet = run(['--port', 'x'], { LOG_LEVEL: 'disabled' });
  await quiet.ended;
  expect(quiet.log()).toEqual([]);
});

describe('is refused with exit code 2', () => {
  const config = (text: string) => () => ['--port', '0', '--config', file(text)];

  test.each<[string, () => string[], RegExp]>([
    ['a port that is none', () => ['-port', '70000'], /--port to be .* got `70000` \[INVALID_OPTION\]/],
    ['a seed that is none', () => ['--seed=-1'], /--seed to be .* got `-1` \[INVALID_OPTION\]/],
    ['an unknown option', () => ['-nope'], /unknown option '-nope'/],
    ['a flag with a value that is none', () => ['-proxy-metrics=maybe'], /'--proxy-metrics=maybe'/],
    [
      'a config file that is not there',
      () => ['--config', '/nosuch'],
      /\/nosuch: ENOENT.*\n.*\[INVALID_CONFIG\]/,
    ],
    ['a config file that is no JSON', config('{'), /config\.json: .*JSON.*\n.*\[INVALID_CONFIG\]/],
    ['a config file without a list', config('{}'), /cannot unmarshal object.*\n.*\[INVALID_CONFIG\]/],
    ['a proxy without upstream', config('[{"name":"a"}]'), /missing required field: upstream at proxy 1/],
    [
      'a proxy that cannot listen',
      config('[{"name":"a","listen":"192.0.2.1:0","upstream":"u:1"}]'),
      /cannot assign requested address/,
    ],
  ])('%s', async (_what, args, message) => {
    const program = run(args(), { LOG_LEVEL: 'warn' });
    expect(await program.ended).toEqual({ code: 2, signal: null });
    expect(program.lines.join('\n')).toMatch(message);
  });

  test('a port in use', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const program = run(['--host', '127.0.0.1', '--port', String(port)]);
    expect(await program.ended).toEqual({ code: 2, signal: null });
    await new Promise((resolve) => server.close(resolve));
    expect(program.lines.join('\n')).toContain('[ADDRESS_IN_USE]');
  });
});
