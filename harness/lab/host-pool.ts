import type { LabNetwork } from '../backend/backend.ts';
import { LabHost, type LabHostEvents } from './lab-host.ts';

/** Makes the lab's hosts, and makes those that nearly every scenario needs while it is still getting ready. */
export class HostPool {
  readonly claimed: LabHost[] = [];
  readonly #network: LabNetwork;
  readonly #events: LabHostEvents;
  readonly #prepared = new Map<string, Promise<LabHost>>();
  readonly #beingMade: Promise<unknown>[] = [];

  constructor(network: LabNetwork, events: LabHostEvents) {
    this.#network = network;
    this.#events = events;
  }

  /** Starts making a host that may be asked for under this name. */
  prepare(name: string): void {
    const host = this.#make(name, {});
    // Whoever claims it hears of the failure; nobody may.
    host.catch(() => undefined);
    this.#prepared.set(name, host);
  }

  /** Resolves when no host is half made any more: only then can the network be taken away with all of them. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#beingMade);
  }

  async claim(name: string, sysctls: Readonly<Record<string, string | number>> = {}): Promise<LabHost> {
    const prepared = Object.keys(sysctls).length === 0 ? this.#prepared.get(name) : undefined;
    const host = await (prepared ?? this.#make(name, sysctls));
    this.claimed.push(host);
    return host;
  }

  #make(name: string, sysctls: Readonly<Record<string, string | number>>): Promise<LabHost> {
    const texts = Object.fromEntries(Object.entries(sysctls).map(([key, value]) => [key, String(value)]));
    const made = this.#network
      .createHost({ name, sysctls: texts })
      .then((host) => LabHost.open(host, this.#events));
    this.#beingMade.push(made);
    return made;
  }
}
