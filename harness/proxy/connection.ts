import net from 'node:net';
import { AppliedToxic } from './applied-toxic.ts';
import type { ProxyContext } from './context.ts';
import { Direction } from './direction.ts';
import { parseHostPort } from './host-port.ts';
import { Leg } from './leg.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { ProxyBytes } from './traffic.ts';
import type { Stream, StreamEvent } from './toxics/toxic.ts';

export interface ConnectionParts {
  /** `<proxy>/<n>`: its legs are `<proxy>/<n>/client-leg` and `<proxy>/<n>/server-leg`. */
  readonly name: string;
  readonly client: net.Socket;
  readonly upstream: string;
  readonly toxics: readonly ToxicSetting[];
  /** Counts what passes. */
  readonly bytes: ProxyBytes;
  readonly context: ProxyContext;
  /** Called once, when both legs are closed. */
  readonly gone: () => void;
}

/** A client's connection, the one to the server that belongs to it, and the two ways between them. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #directions: Readonly<Record<Stream, Direction>>;
  readonly #clientLeg: Leg;
  readonly #serverLeg: Leg;
  #connected = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#directions = {
      upstream: this.#direction('upstream', () => [this.#clientLeg, this.#serverLeg]),
      downstream: this.#direction('downstream', () => [this.#serverLeg, this.#clientLeg]),
    };
    this.#clientLeg = this.#leg('client-leg', parts.client, (event) =>
      this.#directions.upstream.arrived(event),
    );
    this.#clientLeg.report({ kind: 'accepted', ...this.#clientLeg.addresses() });
    const server = new net.Socket({ allowHalfOpen: true }).setNoDelay(true);
    this.#serverLeg = this.#leg('server-leg', server, (event) => this.#serverSaid(event));
    this.#connect(server);
  }

  direction(stream: Stream): Direction {
    return this.#directions[stream];
  }

  /** close(2) on both legs. */
  close(): void {
    this.#clientLeg.close();
    this.#serverLeg.close();
  }

  #reset(): void {
    this.#clientLeg.reset();
    this.#serverLeg.reset();
  }

  #connect(server: net.Socket): void {
    server.on('connectionAttempt', (address: string, port: number) => {
      // Said just before connect(2), which gives the socket its own address.
      process.nextTick(() => {
        const { local } = this.#serverLeg.addresses();
        this.#serverLeg.report({ kind: 'connecting', local, peer: { address, port } });
      });
    });
    server.on('connect', () => {
      this.#connected = true;
      this.#serverLeg.report({ kind: 'connected', ...this.#serverLeg.addresses() });
      for (const direction of Object.values(this.#directions)) void direction.run();
    });
    try {
      server.connect(parseHostPort(this.#parts.upstream));
    } catch (error) {
      server.destroy(error as Error);
    }
  }

  /**
   * The kernel completed the client's handshake before accept(2) gave us the connection, so a client cannot be shown
   * ECONNREFUSED: where the server cannot be reached the nearest thing is a RST on the connection it has.
   */
  #serverSaid(event: StreamEvent): void {
    if (event.kind === 'reset' && !this.#connected) this.#clientLeg.reset();
    else this.#directions.downstream.arrived(event);
  }

  #direction(stream: Stream, legs: () => [source: Leg, destination: Leg]): Direction {
    const { name, context, toxics } = this.#parts;
    const bothEnds = { reset: () => this.#reset(), close: () => this.close() };
    const report = (detail: string) => {
      for (const leg of legs()) leg.report({ kind: 'toxic', detail });
    };
    return new Direction({
      source: () => legs()[0],
      destination: () => legs()[1],
      settings: toxics.filter(({ direction }) => direction === stream),
      apply: (setting) => new AppliedToxic({ connection: name, setting, context, bothEnds, report }),
    });
  }

  #leg(kind: string, socket: net.Socket, arrived: (event: StreamEvent) => void): Leg {
    const { name, context, bytes } = this.#parts;
    const [from, to] =
      kind === 'client-leg' ? [bytes.upstream, bytes.downstream] : [bytes.downstream, bytes.upstream];
    return new Leg({
      name: `${name}/${kind}`,
      socket,
      context,
      arrived: (event) => {
        if (event.kind === 'data') from.received += event.bytes.length;
        arrived(event);
      },
      sent: (count) => (to.sent += count),
      closed: () => this.#legClosed(),
    });
  }

  #legClosed(): void {
    if (!this.#clientLeg.closed || !this.#serverLeg.closed) return;
    for (const direction of Object.values(this.#directions)) direction.end();
    this.#parts.gone();
  }
}
