import net from 'node:net';
import { Chance } from './chance.ts';
import type { ProxyContext } from './context.ts';
import { Direction } from './direction.ts';
import { parseHostPort } from './host-port.ts';
import { Leg } from './leg.ts';
import { acceptedSocket, type Accepted } from './listener.ts';
import { Stage } from './stage.ts';
import { Threshold } from './threshold.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import { noBytes, type ProxyBytes } from './traffic.ts';
import type { Stream, StreamEvent } from './toxics/toxic.ts';

export interface ConnectionParts {
  readonly proxy: string;
  /** The how manieth the proxy has accepted, from 1. Its legs report as `<proxy>/<n>/client-leg` and `…/server-leg`. */
  readonly number: number;
  readonly client: Accepted;
  readonly upstream: string;
  readonly toxics: readonly ToxicSetting[];
  /** Counts what passes the proxy. */
  readonly total: ProxyBytes;
  readonly context: ProxyContext;
}

/** Whom a leg hears, and whom it speaks to. */
const WAYS = { 'client-leg': ['upstream', 'downstream'], 'server-leg': ['downstream', 'upstream'] } as const;

/** A client's connection, the one to the server that belongs to it, and the two ways between them. */
export class Connection {
  readonly number: number;
  readonly bytes: ProxyBytes = noBytes();
  readonly openedAt: number;
  readonly #parts: ConnectionParts;
  readonly #client: string;
  readonly #directions: Readonly<Record<Stream, Direction>>;
  readonly #clientLeg: Leg;
  readonly #serverLeg: Leg;
  #server!: net.Socket;
  readonly #threshold: Threshold;
  readonly #gone = Promise.withResolvers<undefined>();
  #connected = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.number = parts.number;
    this.openedAt = parts.context.now();
    this.#clientLeg = this.#leg('client-leg', (onread) => acceptedSocket(parts.client, onread));
    this.#client = this.#clientLeg.addresses().peer?.address.replace(/^::ffff:/, '') ?? '';
    this.#directions = {
      upstream: this.#direction('upstream', () => [this.#clientLeg, this.#serverLeg]),
      downstream: this.#direction('downstream', () => [this.#serverLeg, this.#clientLeg]),
    };
    this.#clientLeg.report({ kind: 'accepted', ...this.#clientLeg.addresses() });
    this.#serverLeg = this.#leg(
      'server-leg',
      (onread) => (this.#server = new net.Socket({ allowHalfOpen: true, onread }).setNoDelay(true)),
    );
    this.#threshold = new Threshold({
      ...{ scheduler: parts.context.scheduler, openedAt: this.openedAt },
      chanceOf: (setting) => this.#chance(setting),
      report: (detail) => this.#clientLeg.report({ kind: 'toxic', detail }),
      connect: () => this.#connect(),
      refuse: () => this.reset(),
    });
    this.#threshold.consider(parts.toxics);
  }

  /** Resolves when both legs are closed. */
  get gone(): Promise<undefined> {
    return this.#gone.promise;
  }

  /** Both legs' addresses. */
  get ends() {
    return { client: this.#clientLeg.addresses(), server: this.#serverLeg.addresses() };
  }

  /** The names of the toxics that hit it. */
  get toxics(): string[] {
    return [...this.#directions.upstream.toxics, ...this.#directions.downstream.toxics];
  }

  addToxic(setting: ToxicSetting): void {
    this.#directions[setting.direction].add(setting);
    this.#threshold.consider(this.#parts.toxics);
  }

  updateToxic(setting: ToxicSetting): void {
    this.#directions[setting.direction].update(setting);
    this.#threshold.consider(this.#parts.toxics);
  }

  removeToxic(setting: ToxicSetting): void {
    this.#directions[setting.direction].remove(setting);
    this.#threshold.consider(this.#parts.toxics);
  }

  /** close(2) on both legs. */
  close(): void {
    this.#threshold.end();
    this.#clientLeg.close();
    this.#serverLeg.close();
  }

  /** RST on both legs. */
  reset(): void {
    this.#threshold.end();
    this.#clientLeg.reset();
    this.#serverLeg.reset();
  }

  #connect(): void {
    const server = this.#server;
    if (this.#parts.context.tellsAll) this.#reportAttempts(server);
    server.on('connect', () => {
      this.#connected = true;
      this.#serverLeg.report({ kind: 'connected', ...this.#serverLeg.addresses() });
      // node begins to read when its listeners have returned, also what a toxic has stopped.
      process.nextTick(() => {
        for (const direction of Object.values(this.#directions)) direction.run();
      });
    });
    try {
      server.connect(parseHostPort(this.#parts.upstream));
    } catch (error) {
      server.destroy(error as Error);
    }
  }

  #reportAttempts(server: net.Socket): void {
    server.on('connectionAttempt', (address: string, port: number) => {
      // Said just before connect(2), which gives the socket its own address.
      process.nextTick(() => {
        const { local } = this.#serverLeg.addresses();
        this.#serverLeg.report({ kind: 'connecting', local, peer: { address, port } });
      });
    });
  }

  #direction(stream: Stream, legs: () => [source: Leg, destination: Leg]): Direction {
    const { context, toxics } = this.#parts;
    const { scheduler, now } = context;
    const report = (detail: string) => {
      for (const leg of legs()) leg.report({ kind: 'toxic', detail });
    };
    const bothEnds = { reset: () => this.reset(), close: () => this.close() };
    const stage = { scheduler, now, openedAt: this.openedAt, report, bothEnds };
    return new Direction({
      source: () => legs()[0],
      destination: () => legs()[1],
      bothEnds,
      settings: toxics.filter(({ direction }) => direction === stream),
      makeStage: (setting, parts) =>
        new Stage({ ...stage, ...parts, setting, chance: this.#chance(setting) }),
    });
  }

  #chance(setting: ToxicSetting): Chance {
    const { proxy, number, context } = this.#parts;
    return new Chance(setting, `${proxy}/${String(number)}`, { number, client: this.#client }, context.seed);
  }

  #leg(kind: keyof typeof WAYS, open: (onread: net.OnReadOpts) => net.Socket): Leg {
    const { proxy, number, context, total } = this.#parts;
    const [hears, speaks] = WAYS[kind];
    return new Leg({
      ...{ name: `${proxy}/${String(number)}/${kind}`, open, context },
      received: [this.bytes[hears], total[hears]],
      sent: [this.bytes[speaks], total[speaks]],
      arrived: (event) => this.#arrived(hears, event),
      flushed: () => this.#directions[speaks].flushed(),
      closed: () => this.#legClosed(),
    });
  }

  /**
   * The kernel completed the client's handshake before accept(2) gave us the connection, so a client cannot be shown
   * ECONNREFUSED: where the server cannot be reached the nearest thing is a RST on the connection it has.
   */
  #arrived(stream: Stream, event: StreamEvent): void {
    if (event.kind === 'reset' && !this.#connected) this.reset();
    else this.#directions[stream].arrived(event);
  }

  #legClosed(): void {
    // The leg of a server that was never connected to may have nothing to close.
    if (!this.#clientLeg.closed || !this.#serverLeg.closed) return;
    this.#threshold.end();
    for (const direction of Object.values(this.#directions)) direction.end();
    this.#gone.resolve(undefined);
  }
}
