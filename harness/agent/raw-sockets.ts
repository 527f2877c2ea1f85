import { fstatSync } from 'node:fs';
import type { AppEvent } from '../model/protocol.ts';
import type { CallResult, Ends } from '../model/raw-protocol.ts';
import { RequestError } from './failure.ts';
import { RawSocket, type Say } from './raw-socket.ts';

/** The raw sockets of one agent, by the names the harness gave them. They end with the process. */
export class RawSockets {
  readonly #emit: (event: Omit<AppEvent, 'event' | 'at'>) => void;
  readonly #sockets = new Map<string, RawSocket>();
  readonly #closed = new Set<string>();
  #closing = 0;

  constructor(emit: (event: Omit<AppEvent, 'event' | 'at'>) => void) {
    this.#emit = emit;
  }

  /** The inode is what `ss` calls the socket by, bound or not. */
  open(name: string, family: 'ipv4' | 'ipv6'): { inode: number } {
    const socket = RawSocket.open(family, this.#sayAs(name));
    this.#sockets.set(name, socket);
    return { inode: fstatSync(socket.descriptor).ino };
  }

  async accept(name: string, as: string, withinMs: number): Promise<CallResult & { ends?: Ends }> {
    const { descriptor, ...result } = await this.get(name).accept(withinMs);
    if (descriptor === undefined || !result.ends) return result;
    this.#sockets.set(as, new RawSocket(descriptor, this.#sayAs(as)));
    this.#emit({ socket: as, kind: 'accepted', ...result.ends });
    return result;
  }

  async close(name: string, blocking?: boolean): Promise<CallResult> {
    const socket = this.get(name);
    this.#sockets.delete(name);
    this.#closed.add(name);
    this.#closing++;
    return socket.close(blocking).finally(() => this.#closing--);
  }

  /** Whether a close(2) blocks that node's own exit would wait for. */
  get areClosing(): boolean {
    return this.#closing > 0;
  }

  has(name: string): boolean {
    return this.#sockets.has(name) || this.#closed.has(name);
  }

  get(name: string): RawSocket {
    const socket = this.#sockets.get(name);
    if (socket) return socket;
    const why = this.#closed.has(name)
      ? `${name} is closed: it has no descriptor any more`
      : `this host has no raw socket called \`${name}\``;
    throw new RequestError('INVALID_OPTION', why);
  }

  #sayAs(name: string): Say {
    return (event) => this.#emit({ socket: name, ...event });
  }
}
