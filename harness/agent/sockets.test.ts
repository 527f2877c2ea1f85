import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { lookWithSs } from './look.ts';
import { Bench, LOOPBACK, POLICY } from './test-bench.ts';

/** A port that nothing listens on: the kernel has just given it away, and got it back. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('listening', () => {
  test('tells the port the kernel chose, and numbers what comes in', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    expect(bench.said).toEqual([{ socket: 'server', kind: 'listening', local: { address: LOOPBACK, port } }]);
    const first = await bench.connect('a', port);
    await bench.heard('server/1', 'accepted');
    const second = await bench.connect('b', port);
    expect(await bench.heard('server/1', 'accepted')).toMatchObject({
      local: { address: LOOPBACK, port },
      peer: { address: LOOPBACK, port: first },
    });
    expect(await bench.heard('server/2', 'accepted')).toMatchObject({ peer: { port: second } });
  });

  test('knows nobody at the other end of what was reset before it was accepted', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    // Nothing is accepted while this waits for it.
    const reset = `const s = require('node:net').connect(${String(port)}, '${LOOPBACK}', () => s.resetAndDestroy())`;
    expect(spawnSync(process.execPath, ['-e', reset]).status).toBe(0);
    const accepted = await bench.heard('server/1', 'accepted');
    expect([accepted.local, accepted.peer]).toEqual([{ address: LOOPBACK, port }, undefined]);
  });

  test('has as much room for what is not accepted yet as it was told', async () => {
    await using bench = new Bench();
    const params = { socket: 'server', address: LOOPBACK, port: 0, policy: POLICY };
    const { local } = await bench.sockets.listen({ ...params, backlog: 7 });
    const listener = (await lookWithSs()).find((row) => row.local.port === local.port);
    // Send-Q of a listener is its backlog (man 8 ss).
    expect(listener).toMatchObject({ state: 'LISTEN', recvQ: 0, sendQ: 7 });
    await bench.sockets.close('server');
  });

  test('on a port in use is refused with the call that failed', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    await expect(bench.listen('other', {}, port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      syscall: 'listen',
    });
  });

  test('on an address the host does not have is refused', async () => {
    await using bench = new Bench();
    const params = { socket: 'server', address: '192.0.2.1', port: 0, backlog: 1, policy: POLICY };
    await expect(bench.sockets.listen(params)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });

  test('ends without ending the connections that came in', async () => {
    await using bench = new Bench();
    const { server } = await bench.pair();
    await bench.sockets.close('server');
    await bench.connect('late', server);
    expect(await bench.heard('late', 'error')).toMatchObject({ errno: 'ECONNREFUSED' });
    bench.sockets.get('client').write(Buffer.from('still here'));
    await bench.hasReceived('server/1', 10);
  });
});

describe('connecting', () => {
  test('knows its local port as soon as connect(2) was called', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    const local = await bench.connect('client', port);
    expect(local).toBeGreaterThan(0);
    expect(bench.said.at(-1)).toEqual({
      socket: 'client',
      kind: 'connecting',
      local: { address: LOOPBACK, port: local },
      peer: { address: LOOPBACK, port },
    });
    await bench.heard('client', 'connected');
    expect(await bench.heard('server/1', 'accepted')).toMatchObject({ peer: { port: local } });
  });

  test('from a chosen address', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    // All of 127.0.0.0/8 is this host's; the kernel itself would choose the first (RFC 1122 section 3.2.1.3).
    const localAddress = '127.0.0.2';
    const to = { address: LOOPBACK, port };
    const { local } = await bench.sockets.connect({ socket: 'client', to, localAddress, policy: POLICY });
    expect(local.address).toBe(localAddress);
    expect(await bench.heard('server/1', 'accepted')).toMatchObject({ peer: local });
    await bench.sockets.get('client').reset();
  });

  test('from a chosen port', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    const localPort = await freePort();
    const to = { address: LOOPBACK, port };
    const asked = { socket: 'client', to, localAddress: LOOPBACK, localPort, policy: POLICY };
    expect(await bench.sockets.connect(asked)).toEqual({ local: { address: LOOPBACK, port: localPort } });
    await bench.heard('client', 'connected');
    await bench.sockets.get('client').reset();
  });

  test('from a port in use is refused with the call that failed', async () => {
    await using bench = new Bench();
    const port = await bench.listen('server');
    const to = { address: LOOPBACK, port };
    const asked = { socket: 'client', to, localAddress: LOOPBACK, localPort: port, policy: POLICY };
    await expect(bench.sockets.connect(asked)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      syscall: expect.any(String),
    });
    expect(bench.kindsOf('client')).toEqual([]);
  });

  test('to a port nobody listens on is an event, not a failed request', async () => {
    await using bench = new Bench();
    await bench.connect('client', await freePort());
    expect(await bench.heard('client', 'error')).toMatchObject({ errno: 'ECONNREFUSED', syscall: 'connect' });
    await bench.heard('client', 'closed');
    expect(bench.kindsOf('client')).toEqual(['connecting', 'error', 'closed']);
  });

  test('to where no connection can be is refused', async () => {
    await using bench = new Bench();
    // net/ipv4/tcp_ipv4.c, tcp_v4_connect(): there is no TCP to a broadcast address. Nothing is sent.
    const asked = { socket: 'client', to: { address: '255.255.255.255', port: 1 }, policy: POLICY };
    await expect(bench.sockets.connect(asked)).rejects.toMatchObject({
      code: expect.stringMatching(/^E[A-Z]+$/),
    });
  });
});

test('what does not exist is named', async () => {
  await using bench = new Bench();
  expect(() => bench.sockets.get('nobody')).toThrow('this host has no socket called `nobody`');
  await expect(bench.sockets.close('nobody')).rejects.toMatchObject({ code: 'INVALID_OPTION' });
});
