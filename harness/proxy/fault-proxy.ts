import type net from 'node:net';
import type { AppEvent } from '../model/protocol.ts';
import { Connection } from './connection.ts';
import type { ProxyContext } from './context.ts';
import { formatHostPort, resolveListen } from './host-port.ts';
import { listen, localAddress } from './listener.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { ProxyBytes, Traffic } from './traffic.ts';

export interface ProxySettings {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
}

/** One proxy of the API: where it listens, where it connects to, its toxics and its connections. */
export class FaultProxy {
  readonly name: string;
  readonly #context: ProxyContext;
  readonly #traffic: Traffic;
  readonly #connections = new Set<Connection>();
  readonly #toxics: ToxicSetting[] = [];
  #listen: string;
  #upstream: string;
  #server: net.Server | undefined;
  #accepted = 0;
  #toxicsSet = 0;

  constructor(settings: ProxySettings, context: ProxyContext, traffic: Traffic) {
    this.name = settings.name;
    this.#listen = settings.listen;
    this.#upstream = settings.upstream;
    this.#context = context;
    this.#traffic = traffic;
  }

  get enabled(): boolean {
    return this.#server !== undefined;
  }

  /** As it was asked for, and once the proxy has listened, as it became: with the port the kernel chose. */
  get listen(): string {
    return this.#listen;
  }

  get upstream(): string {
    return this.#upstream;
  }

  /** What passed between its present addresses. */
  get bytes(): ProxyBytes {
    return this.#traffic.of({ proxy: this.name, listener: this.#listen, upstream: this.#upstream });
  }

  /** Those of the upstream direction first, each direction in the order they were added. */
  get toxics(): readonly ToxicSetting[] {
    const on = (stream: string) => this.#toxics.filter(({ direction }) => direction === stream);
    return [...on('upstream'), ...on('downstream')];
  }

  toxic(name: string): ToxicSetting | undefined {
    return this.toxics.find((toxic) => toxic.name === name);
  }

  async start(): Promise<void> {
    if (this.#server) return;
    const server = await listen(this.#listen, (socket) => this.#accept(socket));
    this.#server = server;
    const { host, port } = localAddress(server);
    this.#listen = formatHostPort({ host, port });
    this.#report({ kind: 'listening', local: { address: host, port } });
  }

  /** Stops listening and closes all connections. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const connection of this.#connections) connection.close();
    await closed;
    this.#report({ kind: 'closed' });
  }

  /** Whether other settings would need a restart. Raises where `listen` is no address. */
  async differs({ listen, upstream }: Omit<ProxySettings, 'name'>): Promise<boolean> {
    return formatHostPort(await resolveListen(listen)) !== this.#listen || upstream !== this.#upstream;
  }

  /** Changed addresses end all connections, whether or not the proxy goes on. */
  async update(input: Omit<ProxySettings, 'name'> & { readonly enabled: boolean }): Promise<void> {
    if (await this.differs(input)) {
      await this.stop();
      this.#listen = input.listen;
      this.#upstream = input.upstream;
    }
    await (input.enabled ? this.start() : this.stop());
  }

  addToxic(toxic: Omit<ToxicSetting, 'order'>): ToxicSetting {
    const setting = { ...toxic, order: ++this.#toxicsSet };
    this.#toxics.push(setting);
    for (const connection of this.#connections) connection.direction(setting.direction).add(setting);
    return setting;
  }

  updateToxic(setting: ToxicSetting, values: Pick<ToxicSetting, 'toxicity' | 'attributes'>): void {
    Object.assign(setting, values);
    for (const connection of this.#connections) connection.direction(setting.direction).update(setting);
  }

  removeToxic(setting: ToxicSetting): void {
    this.#toxics.splice(this.#toxics.indexOf(setting), 1);
    for (const connection of this.#connections) connection.direction(setting.direction).remove(setting);
  }

  removeAllToxics(): void {
    for (const setting of this.toxics) this.removeToxic(setting);
  }

  #accept(client: net.Socket): void {
    const connection: Connection = new Connection({
      name: `${this.name}/${String(++this.#accepted)}`,
      client,
      upstream: this.#upstream,
      toxics: this.#toxics,
      bytes: this.bytes,
      context: this.#context,
      gone: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }

  #report(event: Omit<AppEvent, 'event' | 'at' | 'socket'>): void {
    this.#context.emit({ event: 'app', at: this.#context.now(), socket: this.name, ...event });
  }
}
