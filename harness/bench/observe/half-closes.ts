import type { KernelTrace } from '../../lab/kernel-trace.ts';
import { monotonicMs } from '../../model/clock.ts';
import type { SocketAddress } from '../../model/socket-row.ts';
import { ByPort } from './by-port.ts';
import type { HostPair } from './pair.ts';

const POLICY = { onFin: 'ignore', reading: 'on' } as const;

/** A server's change to CLOSE_WAIT, both on CLOCK_MONOTONIC in milliseconds. */
export interface TracedChange {
  /** When the kernel made it. */
  readonly at: number;
  /** When this process was told. */
  readonly arrivedAt: number;
}

/** Connections whose client ends its half, so that the server's socket changes to CLOSE_WAIT without any call there. */
export class HalfCloses {
  readonly #pair: HostPair;
  readonly #to: SocketAddress;
  readonly #accepted = new Set<number>();
  readonly #acceptances = new ByPort<undefined>();
  readonly #changes = new ByPort<TracedChange>();
  #count = 0;

  private constructor(pair: HostPair, to: SocketAddress, trace: KernelTrace) {
    this.#pair = pair;
    this.#to = to;
    pair.server.agent.onEvent((event) => {
      if (event.event !== 'app' || event.kind !== 'accepted' || !event.peer) return;
      this.#accepted.add(event.peer.port);
      this.#acceptances.tell(event.peer.port, undefined);
    });
    trace.claim(to.address, (event) => {
      if (event.kind !== 'state' || event.to !== 'CLOSE_WAIT') return;
      this.#changes.tell(event.peer.port, { at: event.at, arrivedAt: monotonicMs() });
    });
  }

  static async start(pair: HostPair, trace: KernelTrace): Promise<HalfCloses> {
    const listener = { socket: 'server', address: pair.server.ipv4, port: 0, backlog: 16, policy: POLICY };
    const { local } = await pair.server.agent.request('listen', listener);
    return new HalfCloses(pair, local, trace);
  }

  /** Runs `during` while one connection is open; it tells when to half-close it. */
  async one<T>(during: (connection: Connection) => Promise<T>): Promise<T> {
    const { agent } = this.#pair.client;
    const socket = `client-${String(++this.#count)}`;
    const { local } = await agent.request('connect', { socket, to: this.#to, policy: POLICY });
    if (!this.#accepted.has(local.port)) await this.#acceptances.until(local.port);
    const change = this.#changes.until(local.port);
    const halfClose = async () => {
      await agent.request('sendFin', { socket });
    };
    const result = await during({ port: local.port, change, halfClose });
    await agent.request('reset', { socket });
    return result;
  }
}

interface Connection {
  /** The client's. */
  readonly port: number;
  /** Told by the kernel's trace. */
  readonly change: Promise<TracedChange>;
  readonly halfClose: () => Promise<void>;
}
