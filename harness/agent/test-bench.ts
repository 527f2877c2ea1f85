import { readFileSync } from 'node:fs';
import { once, EventEmitter } from 'node:events';
import type { AppEvent } from '../model/protocol.ts';
import { SocketTable } from './sockets.ts';

type Said = Omit<AppEvent, 'event' | 'at'>;
type Policy = Parameters<SocketTable['listen']>[0]['policy'];

export const POLICY: Policy = { onFin: 'close', reading: 'on' };
export const LOOPBACK = '127.0.0.1';

/** A socket table on the real loopback, with everything its sockets said. */
export class Bench implements AsyncDisposable {
  readonly said: Said[] = [];
  readonly sockets = new SocketTable((event) => {
    this.said.push(event);
    this.#news.emit('news');
  });
  readonly #news = new EventEmitter();
  readonly #used = new Set<string>();

  async listen(socket: string, policy: Partial<Policy> = {}, port = 0): Promise<number> {
    this.#used.add(socket);
    const { local } = await this.sockets.listen({
      ...{ socket, address: LOOPBACK, port, backlog: 16 },
      policy: { ...POLICY, ...policy },
    });
    return local.port;
  }

  async connect(socket: string, port: number, policy: Partial<Policy> = {}): Promise<number> {
    this.#used.add(socket);
    const to = { address: LOOPBACK, port };
    const { local } = await this.sockets.connect({ socket, to, policy: { ...POLICY, ...policy } });
    return local.port;
  }

  /** `client` connected to the first connection of `server`. Returns the port of each. */
  async pair(policies: { client?: Partial<Policy>; server?: Partial<Policy> } = {}) {
    const server = await this.listen('server', policies.server);
    const client = await this.connect('client', server, policies.client);
    await Promise.all([this.heard('client', 'connected'), this.heard('server/1', 'accepted')]);
    this.#used.add('server/1');
    return { client, server };
  }

  /** The first thing of this kind the socket says, or has said. */
  async heard(socket: string, kind: AppEvent['kind']): Promise<Said> {
    for (;;) {
      const found = this.said.find((event) => event.socket === socket && event.kind === kind);
      if (found) return found;
      await once(this.#news, 'news');
    }
  }

  kindsOf(socket: string): string[] {
    return this.said.filter((event) => event.socket === socket).map(({ kind }) => kind);
  }

  async hasReceived(socket: string, bytes: number): Promise<void> {
    while (this.receivedBy(socket).length < bytes) await once(this.#news, 'news');
  }

  receivedBy(socket: string): Buffer {
    const data = this.said.filter((event) => event.socket === socket && event.kind === 'data');
    return Buffer.concat(data.map(({ base64 }) => Buffer.from(base64 ?? '', 'base64')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of this.#used) await this.sockets.close(name).catch(() => undefined);
  }
}

/** Bytes in the kernel's receive queue of the loopback connection with these ports (man proc_net_tcp, rx_queue). */
export function receiveQueue(localPort: number, peerPort: number): number {
  const end = (port: number) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const row = readFileSync('/proc/self/net/tcp', 'utf8')
    .split('\n')
    .find((line) => line.includes(`${end(localPort)} ${end(peerPort)}`));
  if (row === undefined)
    throw new Error(`no connection from port ${String(localPort)} to ${String(peerPort)}`);
  const [, queues = ''] = /([0-9A-F]{8}:[0-9A-F]{8}) /.exec(row.slice(row.indexOf(end(peerPort)))) ?? [];
  return parseInt(queues.split(':')[1] ?? '', 16);
}

/** Waits for what has no event: the kernel's view of a socket. */
export async function eventually(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 4_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never came true: ${String(condition)}`);
    await new Promise(setImmediate);
  }
}
