import net from 'node:net';
import type { AppEvent } from '../model/protocol.ts';
import type { SocketRow } from '../model/socket-row.ts';
import { createProxyControl, type ProxyControl } from './proxy-control.ts';

/** What `POST /proxies` takes: a proxy on a port of its own, whose upstream is never reached. */
export function proxy(name: string, more: Record<string, unknown> = {}) {
  return { name, listen: '127.0.0.1:0', upstream: 'u:1', ...more };
}

/** Lets a test wait for a condition: whoever changes something says so, and the condition is asked again. */
class Watch {
  readonly #waiting = new Set<() => void>();

  changed(): void {
    for (const ask of this.#waiting) ask();
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const ask = () => {
        if (!condition()) return;
        this.#waiting.delete(ask);
        resolve();
      };
      this.#waiting.add(ask);
      ask();
    });
  }
}

/** One end of a proxied connection, as an application on it: everything it saw, in order. */
export class Peer {
  readonly socket: net.Socket;
  readonly saw: string[] = [];
  bytes = 0;
  readonly #watch = new Watch();

  constructor(socket: net.Socket) {
    this.socket = socket;
    const see = (what: string) => {
      this.saw.push(what);
      this.#watch.changed();
    };
    socket.on('data', (bytes: Buffer) => {
      this.bytes += bytes.length;
      see(bytes.length > 100 ? `${String(bytes.length)} bytes` : bytes.toString());
    });
    socket.on('end', () => see('FIN'));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => see(code ?? 'error'));
    socket.on('close', () => see('closed'));
  }

  /** All bytes so far as text, for what may arrive in one piece or in several. */
  get text(): string {
    return this.saw.filter((what) => !['FIN', 'closed'].includes(what)).join('');
  }

  until(condition: (peer: this) => boolean): Promise<void> {
    return this.#watch.until(() => condition(this));
  }

  untilSaw(...what: string[]): Promise<void> {
    return this.until(({ saw }) => what.every((item) => saw.includes(item)));
  }
}

/** A control with real clients and servers around it, on loopback. */
export class Bench implements AsyncDisposable {
  readonly events: AppEvent[] = [];
  readonly control: ProxyControl;
  /** What a look shows. */
  rows: SocketRow[] = [];
  /** The proxy's clock, which stands still until the test moves it. */
  now = 0;
  /** What connected to `serverPort`, in order. */
  readonly accepted: Peer[] = [];
  readonly #watch = new Watch();
  readonly #server: net.Server;
  readonly #sockets: net.Socket[] = [];

  private constructor(server: net.Server, seed: number) {
    this.#server = server;
    server.on('connection', (socket: net.Socket) => {
      this.accepted.push(this.#peer(socket));
      this.#watch.changed();
    });
    const emit = (event: AppEvent) => {
      this.events.push(event);
      this.#watch.changed();
    };
    this.control = createProxyControl({
      ...{ emit, tellsAll: true, now: () => this.now, seed },
      look: () => Promise.resolve(this.rows),
    });
  }

  static async open({ seed = 1 } = {}): Promise<Bench> {
    const server = net.createServer({ allowHalfOpen: true, noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Bench(server, seed);
  }

  get serverPort(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await this.control.handle({ method, path, headers: {}, body: text });
    return { status: answer.status, json: answer.body === '' ? undefined : JSON.parse(answer.body) };
  }

  /** Makes the proxy `p`; resolves to its port. */
  async proxy(upstream = `127.0.0.1:${String(this.serverPort)}`): Promise<number> {
    const { json } = await this.call('POST', '/proxies', { name: 'p', listen: '127.0.0.1:0', upstream });
    return Number((json as { listen: string }).listen.split(':')[1]);
  }

  toxic(
    type: string,
    attributes: Record<string, number>,
    more: Record<string, unknown> = {},
  ): Promise<unknown> {
    return this.call('POST', '/proxies/p/toxics', { type, attributes, ...more });
  }

  client(port: number): Peer {
    return this.#peer(net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }));
  }

  /** A client through the proxy and the server's end of its connection, once the proxy knows that both are open. */
  async pair(port: number): Promise<{ client: Peer; server: Peer }> {
    const number = this.accepted.length;
    const client = this.client(port);
    await this.until(() => this.accepted.length > number);
    await this.until(() => this.events.filter(({ kind }) => kind === 'connected').length > number);
    return { client, server: this.accepted[number] as Peer };
  }

  /** Makes the proxy `p` with this toxic on it, and a pair through it. */
  async under(
    type: string,
    attributes: Record<string, number>,
    more: Record<string, unknown> = {},
  ): Promise<{ client: Peer; server: Peer }> {
    const port = await this.proxy();
    await this.toxic(type, attributes, more);
    return this.pair(port);
  }

  /** Changes the toxic of `p` that has the name it was given by default. */
  update(type: string, body: object, stream = 'downstream'): Promise<unknown> {
    return this.call('PATCH', `/proxies/p/toxics/${type}_${stream}`, body);
  }

  remove(type: string, stream = 'downstream'): Promise<unknown> {
    return this.call('DELETE', `/proxies/p/toxics/${type}_${stream}`);
  }

  /** What was done to a connection, as its leg towards the client tells it. */
  decisions(number = 1): (string | undefined)[] {
    return this.of(`p/${String(number)}/client-leg`, 'toxic').map(({ detail }) => detail);
  }

  /** Lets whatever is on its way arrive: all ends share this event loop, and loopback has no delay of its own. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve));
  }

  /**
   * Turns the bench's clock, which the proxy notices when its own timer fires. That one is real; ours, which is set later
   * and for no less, fires after it, for timers fire in the order of their times.
   */
  async turnClock(to: number): Promise<void> {
    const longest = to - this.now;
    this.now = to;
    await new Promise((resolve) => setTimeout(resolve, longest));
    await this.settle();
  }

  of(socket: string, kind: AppEvent['kind']): AppEvent[] {
    return this.events.filter((event) => event.socket === socket && event.kind === kind);
  }

  until(condition: () => boolean): Promise<void> {
    return this.#watch.until(condition);
  }

  untilEvent(socket: string, kind: AppEvent['kind']): Promise<void> {
    return this.until(() => this.of(socket, kind).length > 0);
  }

  /** Ends the test: no leg and no end of a connection is left, and the proxy has said so of each of its legs. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.control.close();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #peer(socket: net.Socket): Peer {
    this.#sockets.push(socket);
    return new Peer(socket);
  }
}
