import { AF_INET, SHUT_WR, SOCK_CLOEXEC, SOCK_STREAM } from '../../kernel/constants.ts';
import { call } from '../../kernel/libc.ts';
import { addressOfEnd, encodeSocketAddress } from '../../kernel/socket-address.ts';
import { monotonicMs } from '../../model/clock.ts';
import type { Address } from './commands.ts';

/** Connections that are open at a time: each batch is opened, half-closed, and read to its end. */
const BATCH = 50;
/** As long as the kernel lets a queue be (net.core.somaxconn). */
const BACKLOG = 4_096;

/** Where the clients' ports begin: up to 55,000 connections. */
const FIRST_PORT = 10_000;

/** What the clients of a storm are told. */
export interface Storm {
  readonly to: Address;
  readonly connections: number;
  /** At most. */
  readonly perSecond: number;
}

/** System calls that block, because node's own sockets take several times as long. */
export function listenForStorm(host: string): { fd: number; address: Address } {
  const fd = call('socket', AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const address = encodeSocketAddress({ address: host, port: 0 });
  call('bind', fd, address, address.length);
  call('listen', fd, BACKLOG);
  return { fd, address: { host, port: addressOfEnd('getsockname', fd).port } };
}

/** Ends each connection when its client has; goes on until the process is killed. */
export function serveStorm(listener: number): never {
  const byte = Buffer.alloc(1);
  for (;;) {
    const fd = call('accept4', listener, null, null, SOCK_CLOEXEC);
    call('recv', fd, byte, byte.length, 0);
    call('close', fd);
  }
}

/** Opens connections and closes them in the ordinary way. Returns the seconds that all took. */
export function rush({ to, connections, perSecond }: Storm): number {
  const server = encodeSocketAddress({ address: to.host, port: to.port });
  const started = monotonicMs();
  for (let done = 0; done < connections;) {
    const batch = Math.min(BATCH, connections - done);
    closeAll(Array.from({ length: batch }, (_, index) => openHalf(server, FIRST_PORT + done + index)));
    done += batch;
    waitUntil(started + (done / perSecond) * 1_000);
  }
  return (monotonicMs() - started) / 1_000;
}

/**
 * Connects, and sends the FIN at once. The port is given, because those of before are still in TIME_WAIT, and the kernel
 * would try one of them after the other (__inet_hash_connect).
 */
function openHalf(server: Buffer, port: number): number {
  const fd = call('socket', AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const own = encodeSocketAddress({ address: '0.0.0.0', port });
  call('bind', fd, own, own.length);
  call('connect', fd, server, server.length);
  call('shutdown', fd, SHUT_WR);
  return fd;
}

/** Each once the server's FIN has come. */
function closeAll(fds: readonly number[]): void {
  const byte = Buffer.alloc(1);
  for (const fd of fds) {
    call('recv', fd, byte, byte.length, 0);
    call('close', fd);
  }
}

const NEVER = new Int32Array(new SharedArrayBuffer(4));

function waitUntil(time: number): void {
  const left = time - monotonicMs();
  if (left > 0) Atomics.wait(NEVER, 0, 0, left);
}
