import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { Leg } from './leg.ts';
import { Scheduler } from '../kernel/scheduler.ts';

/** What a server saw of its connection by the time that was closed, once `steer` has had its way with the leg to it. */
async function sawOf(
  steer: (leg: Leg, socket: net.Socket, port: number) => Promise<void> | void,
): Promise<string[]> {
  const saw: string[] = [];
  const server = net.createServer({ allowHalfOpen: true }, (peer) => {
    peer.on('data', () => undefined);
    peer.on('error', ({ code }: NodeJS.ErrnoException) => saw.push(code ?? 'error'));
    peer.on('end', () => {
      saw.push('FIN');
      peer.write('anyone?');
    });
    peer.on('close', () => server.close());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const context = {
    ...{ emit: () => undefined, tellsAll: false, now: () => 0, seed: 1 },
    ...{ look: () => Promise.resolve([]), scheduler: new Scheduler(() => 0) },
  };
  let socket: net.Socket | undefined;
  let whenClosed: () => void = () => undefined;
  const legClosed = new Promise<void>((closed) => (whenClosed = closed));
  const leg = new Leg({
    ...{ name: 'leg', context, arrived: () => undefined, received: [], sent: [], flushed: () => undefined },
    open: (onread) => (socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, onread })),
    closed: () => whenClosed(),
  });
  if (socket) await steer(leg, socket, port);
  await legClosed;
  await new Promise((resolve) => server.once('close', resolve));
  return saw;
}

/** Whether a connection to that port is ESTABLISHED, which /proc/net/tcp shows as 01 (proc_net_tcp). */
function isConnected(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return new RegExp(`:[0-9A-F]{4} 0100007F:${hex} 01 `).test(readFileSync('/proc/net/tcp', 'utf8'));
}

test('a reset right after a FIN still resets, and the leg closes', async () => {
  const saw = await sawOf(async (leg, socket) => {
    await new Promise((resolve) => socket.once('connect', resolve));
    leg.fin();
    // libuv is still shutting down, and would refuse with EINVAL.
    leg.reset();
  });
  expect(saw.filter((what) => what !== 'FIN')).toHaveLength(1);
  expect(['ECONNRESET', 'EPIPE']).toContain(saw.at(-1));
});

test('a leg is reset that the kernel has connected and node does not know of yet', async () => {
  const saw = await sawOf(async (leg, socket, port) => {
    // node calls connect(2) in the next tick; no event of the socket can come before this one gives way.
    await Promise.resolve().then(() => undefined);
    await new Promise<void>((resolve) => process.nextTick(resolve));
    for (let look = 0; look < 1_000 && !isConnected(port); look++);
    expect([isConnected(port), socket.pending]).toEqual([true, true]);
    leg.reset();
  });
  expect(saw).toEqual(['ECONNRESET']);
});
