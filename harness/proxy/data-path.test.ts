import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { Bench } from './test-bench.ts';

describe('half-close', () => {
  test.each([
    ['client', 'server'],
    ['server', 'client'],
  ] as const)('of the %s lets a late reply through', async (first, last) => {
    await using bench = await Bench.open();
    const pair = await bench.pair(await bench.proxy());
    pair[first].socket.end('question');
    await pair[last].untilSaw('question', 'FIN');
    // Whatever else the FIN brought about at the other end would be there before this answer.
    pair[last].socket.write('late ');
    await pair[first].untilSaw('late ');
    expect(pair[first].saw).toEqual(['late ']);
    pair[last].socket.end('reply');
    await pair[first].untilSaw('closed');
    await pair[last].untilSaw('closed');
    expect(pair[first].saw).toEqual(['late ', 'reply', 'FIN', 'closed']);
    expect(pair[last].saw).toEqual(['question', 'FIN', 'closed']);
  });

  test('an orderly close leaves neither leg open', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    client.socket.end();
    await server.untilSaw('FIN');
    server.socket.end();
    await Promise.all(['client-leg', 'server-leg'].map((leg) => bench.untilEvent(`p/1/${leg}`, 'closed')));
    expect(bench.events.filter(({ kind }) => kind === 'error')).toEqual([]);
  });
});

describe('RST', () => {
  test.each([
    ['client', 'server'],
    ['server', 'client'],
  ] as const)('from the %s is ECONNRESET at the %s, idle', async (from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.pair(await bench.proxy());
    pair[from].socket.resetAndDestroy();
    await pair[to].untilSaw('closed');
    expect(pair[to].saw).toEqual(['ECONNRESET', 'closed']);
    await bench.untilEvent(`p/1/${to}-leg`, 'closed');
    expect(bench.of(`p/1/${from}-leg`, 'error')).toMatchObject([{ errno: 'ECONNRESET', syscall: 'read' }]);
    expect(bench.of(`p/1/${to}-leg`, 'error')).toEqual([]);
  });

  test.each([
    ['client', 'server'],
    ['server', 'client'],
  ] as const)('from the %s comes after what it sent before', async (from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.pair(await bench.proxy());
    await new Promise<void>((resolve) => pair[from].socket.write('last words', () => resolve()));
    pair[from].socket.resetAndDestroy();
    await pair[to].untilSaw('closed');
    expect(pair[to].saw).toEqual(['last words', 'ECONNRESET', 'closed']);
  });

  test.each([
    ['client', 'server'],
    ['server', 'client'],
  ] as const)('from the %s passes after its FIN too', async (from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.pair(await bench.proxy());
    pair[from].socket.end();
    await pair[to].untilSaw('FIN');
    pair[from].socket.resetAndDestroy();
    await bench.untilEvent(`p/1/${to}-leg`, 'closed');
    expect(bench.of(`p/1/${from}-leg`, 'error')).toMatchObject([{ errno: 'EPIPE' }]);
    // The kernel's own word for a RST in CLOSE_WAIT, which an application there hears at its next write.
    pair[to].socket.write('anyone?');
    await pair[to].untilSaw('EPIPE');
  });

  test('comes out where an end closes with data unread', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    server.socket.pause();
    client.socket.write(Buffer.alloc(1_000_000));
    await bench.until(() => bench.of('p/1/client-leg', 'data').length > 1);
    server.socket.destroy();
    await client.untilSaw('closed');
    expect(client.saw).toContain('ECONNRESET');
  });
});

describe('upstream', () => {
  test('that refuses shows as ECONNRESET at the client', async () => {
    await using bench = await Bench.open();
    const refusing = await freePort();
    const client = bench.client(await bench.proxy(`127.0.0.1:${String(refusing)}`));
    await client.untilSaw('closed');
    expect(client.saw).toEqual(['ECONNRESET', 'closed']);
    await bench.untilEvent('p/1/client-leg', 'closed');
    const peer = { address: '127.0.0.1', port: refusing };
    expect(bench.of('p/1/server-leg', 'connecting')).toMatchObject([
      { peer, local: { address: '127.0.0.1' } },
    ]);
    expect(bench.of('p/1/server-leg', 'error')).toMatchObject([
      { errno: 'ECONNREFUSED', syscall: 'connect' },
    ]);
  });

  test('that is no address shows as ECONNRESET at the client', async () => {
    await using bench = await Bench.open();
    const client = bench.client(await bench.proxy('nonsense'));
    await client.untilSaw('ECONNRESET');
    expect(bench.of('p/1/server-leg', 'error')).toMatchObject([
      { detail: 'address nonsense: missing port in address' },
    ]);
  });

  test('that does not answer keeps one client waiting, not the next one, and lets the proxy end both', async () => {
    await using silent = await silentServer();
    await using bench = await Bench.open();
    const port = await bench.proxy(`127.0.0.1:${String(silent.port)}`);
    // The first ones fill the queue of a listener that accepts nothing; SYNs that come later are dropped.
    const clients = Array.from({ length: 6 }, () => bench.client(port));
    await Promise.all(
      clients.map((_, index) => bench.untilEvent(`p/${String(index + 1)}/server-leg`, 'connecting')),
    );
    expect(bench.events.filter(({ kind }) => kind === 'connected').length).toBeLessThan(4);
    await bench.call('DELETE', '/proxies/p');
    await Promise.all(clients.map((client) => client.untilSaw('FIN')));
    expect(clients.map(({ saw }) => saw)).toEqual(clients.map(() => ['FIN']));
  });
});

test('both legs and the listener are reported with their addresses', async () => {
  await using bench = await Bench.open();
  const port = await bench.proxy();
  const { client, server } = await bench.pair(port);
  await bench.untilEvent('p/1/server-leg', 'connected');
  const local = (peer: net.Socket) => ({ address: '127.0.0.1', port: peer.localPort });
  const remote = (peer: net.Socket) => ({ address: '127.0.0.1', port: peer.remotePort });
  expect(bench.of('p', 'listening')).toMatchObject([{ local: { address: '127.0.0.1', port } }]);
  expect(bench.of('p/1/client-leg', 'accepted')).toMatchObject([
    { local: remote(client.socket), peer: local(client.socket) },
  ]);
  const serverLeg = [{ local: remote(server.socket), peer: local(server.socket) }];
  expect(bench.of('p/1/server-leg', 'connecting')).toMatchObject(serverLeg);
  expect(bench.of('p/1/server-leg', 'connected')).toMatchObject(serverLeg);
  await bench.pair(port);
  expect(bench.of('p/2/client-leg', 'accepted')).toHaveLength(1);
});

describe('backpressure', () => {
  test('20 MB pass a slow reader, with little of it in the proxy at any time', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    const total = 20_000_000;
    client.socket.pause();
    server.socket.end(Buffer.alloc(total));
    // The sender's queue stands still only when nobody on the way takes any more.
    const read = () => bench.of('p/1/server-leg', 'data').reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    await bench.until(() => read() > 256 * 1024);
    await standstill(read);
    expect(server.socket.writableLength).toBe(total);
    expect(read()).toBeLessThan(total / 2);
    let most = 0;
    client.socket.on('data', () => {
      most = Math.max(most, read() - client.bytes);
    });
    client.socket.resume();
    await client.untilSaw('FIN');
    expect(client.bytes).toBe(total);
    expect(read()).toBe(total);
    // What the proxy holds and what the kernel's buffers hold between it and the reader.
    expect(most).toBeLessThan(total / 2);
  });

  test('one direction standing still leaves the other and the API alone', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    client.socket.pause();
    server.socket.write(Buffer.alloc(20_000_000));
    await bench.until(() => bench.of('p/1/server-leg', 'data').length > 4);
    client.socket.write('other way');
    await server.untilSaw('other way');
    expect(await bench.toxic('latency', { latency: 1 })).toMatchObject({ status: 200 });
    expect(await bench.call('DELETE', '/proxies/p/toxics/latency_downstream')).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', '/proxies/p')).toMatchObject({ status: 204 });
  });
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until nothing has been read for a while, counted in turns of the event loop that all ends share. */
async function standstill(read: () => number): Promise<void> {
  for (let turns = 0, before = read(); turns < 200; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (read() !== before) [turns, before] = [0, read()];
  }
}

/** A listener with a queue of one whose process stands still. */
async function silentServer(): Promise<AsyncDisposable & { port: number }> {
  const program = `const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (line: Buffer) => resolve(Number(line))),
  );
  child.kill('SIGSTOP');
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
