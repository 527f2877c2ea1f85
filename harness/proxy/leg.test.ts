import { expect, test } from '@jest/globals';
import net from 'node:net';
import { Leg } from './leg.ts';
import { Scheduler } from '../kernel/scheduler.ts';

test('a reset right after a FIN still resets, and the leg closes', async () => {
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
  let socket: net.Socket | undefined;
  let whenClosed: () => void = () => undefined;
  const legClosed = new Promise<void>((closed) => (whenClosed = closed));
  const context = {
    ...{ emit: () => undefined, tellsAll: false, now: () => 0, seed: 1 },
    ...{ look: () => Promise.resolve([]), scheduler: new Scheduler(() => 0) },
  };
  const leg = new Leg({
    ...{ name: 'leg', context, arrived: () => undefined, received: [], sent: [], flushed: () => undefined },
    open: (onread) => (socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, onread })),
    closed: () => whenClosed(),
  });
  await new Promise((resolve) => socket?.once('connect', resolve));
  leg.fin();
  // libuv is still shutting down, and would refuse with EINVAL.
  leg.reset();
  await legClosed;
  await new Promise((resolve) => server.once('close', resolve));
  expect(saw.filter((what) => what !== 'FIN')).toHaveLength(1);
  expect(['ECONNRESET', 'EPIPE']).toContain(saw.at(-1));
});
