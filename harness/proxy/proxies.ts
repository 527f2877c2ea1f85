import { alreadyExists, notFound } from './api/api-error.ts';
import type { SocketRow } from '../model/socket-row.ts';
import type { ProxyContext } from './context.ts';
import { FaultProxy, type ProxySettings } from './fault-proxy.ts';
import { Traffic } from './traffic.ts';

export interface NewProxy extends ProxySettings {
  readonly enabled: boolean;
}

/** All proxies of one control, by name. */
export class Proxies {
  readonly traffic = new Traffic();
  readonly #context: ProxyContext;
  readonly #proxies = new Map<string, FaultProxy>();

  constructor(context: ProxyContext) {
    this.#context = context;
  }

  /** What the kernel shows of the sockets where the proxies run. */
  look(): Promise<readonly SocketRow[]> {
    return this.#context.look();
  }

  now(): number {
    return this.#context.now();
  }

  all(): readonly FaultProxy[] {
    return [...this.#proxies.values()];
  }

  get(name: string): FaultProxy {
    const proxy = this.#proxies.get(name);
    if (!proxy) throw notFound('proxy');
    return proxy;
  }

  async add(input: NewProxy): Promise<FaultProxy> {
    if (this.#proxies.has(input.name)) throw alreadyExists('proxy');
    return this.#start(input);
  }

  /** Leaves a proxy of that name alone where it has the same addresses, enabled or not; otherwise a new one takes its place. */
  async addOrReplace(input: NewProxy): Promise<FaultProxy> {
    const existing = this.#proxies.get(input.name);
    if (existing) {
      if (!(await existing.differs(input))) return existing;
      await existing.stop();
    }
    return this.#start(input);
  }

  async remove(name: string): Promise<void> {
    await this.get(name).stop();
    this.#proxies.delete(name);
  }

  async #start(input: NewProxy): Promise<FaultProxy> {
    const proxy = new FaultProxy(input, this.#context, this.traffic);
    if (input.enabled) await proxy.start();
    this.#proxies.set(input.name, proxy);
    return proxy;
  }
}
