import type net from 'node:net';
import type { AppEvent } from '../model/protocol.ts';
import { Connection } from './connection.ts';
import type { ProxyContext } from './context.ts';
import { formatHostPort, resolveListen } from './host-port.ts';
import { listen, localAddress, type Accepted } from './listener.ts';
import type { ToxicSetting, ToxicValues } from './toxic-setting.ts';
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
  #enabled = false;
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
    return this.#enabled;
  }

  /** Those that are open now, in the order in which they were accepted. */
  get connections(): readonly Connection[] {
    return [...this.#connections];
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
    if (this.#enabled) return;
    await this.#startListening();
    this.#enabled = true;
    // So that the port is known, and taken, even where nobody is let in.
    if (this.#refusesAll) this.#stopListening();
  }

  /** Stops listening and closes all connections. */
  async stop(): Promise<void> {
    if (!this.#enabled) return;
    this.#enabled = false;
    this.#stopListening();
    const closed = [...this.#connections].map(({ gone }) => gone);
    for (const connection of this.#connections) connection.close();
    await Promise.all(closed);
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

  async addToxic(toxic: Omit<ToxicSetting, 'order' | 'shared'>): Promise<ToxicSetting> {
    const setting: ToxicSetting = { ...toxic, order: ++this.#toxicsSet, shared: undefined };
    this.#toxics.push(setting);
    for (const connection of this.#connections) connection.addToxic(setting);
    await this.#heedRefusal();
    return setting;
  }

  async updateToxic(setting: ToxicSetting, values: ToxicValues): Promise<void> {
    Object.assign(setting, values);
    for (const connection of this.#connections) connection.updateToxic(setting);
    await this.#heedRefusal();
  }

  async removeToxic(setting: ToxicSetting): Promise<void> {
    this.#toxics.splice(this.#toxics.indexOf(setting), 1);
    for (const connection of this.#connections) connection.removeToxic(setting);
    await this.#heedRefusal();
  }

  async removeAllToxics(): Promise<void> {
    for (const setting of this.toxics) await this.removeToxic(setting);
  }

  async #startListening(): Promise<void> {
    const server = await listen(this.#listen, (client) => this.#accept(client));
    this.#server = server;
    const { host, port } = localAddress(server);
    this.#listen = formatHostPort({ host, port });
    this.#report({ kind: 'listening', local: { address: host, port } });
  }

  /** Where the port was taken meanwhile the proxy is disabled, as it is when it cannot start. */
  async #listenAgain(): Promise<void> {
    try {
      await this.#startListening();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** The port is free when this returns; connections stay. */
  #stopListening(): void {
    if (!this.#server) return;
    this.#server.close();
    this.#server = undefined;
    this.#report({ kind: 'closed' });
  }

  /** A toxic that refuses every connection: only a port on which nobody listens refuses as a kernel does. */
  get #refusesAll(): boolean {
    return this.#toxics.some(
      ({ definition, attributes, toxicity, select }) =>
        toxicity >= 1 && select === undefined && definition.opening?.(attributes) === 'refuse',
    );
  }

  async #heedRefusal(): Promise<void> {
    if (!this.#enabled) return;
    if (this.#refusesAll) this.#stopListening();
    else if (!this.#server) await this.#listenAgain();
  }

  #accept(client: Accepted): void {
    const connection = new Connection({
      ...{ proxy: this.name, number: ++this.#accepted, client },
      upstream: this.#upstream,
      toxics: this.#toxics,
      total: this.bytes,
      context: this.#context,
    });
    this.#connections.add(connection);
    void connection.gone.then(() => this.#connections.delete(connection));
  }

  #report(event: Omit<AppEvent, 'event' | 'at' | 'socket'>): void {
    this.#context.emit({ event: 'app', at: this.#context.now(), socket: this.name, ...event });
  }
}
