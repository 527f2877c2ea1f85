import type { LabNetwork } from '../backend/backend.ts';
import { LabHost } from './lab-host.ts';
import type { LabHostEvents } from './lab-host-events.ts';

/**
 * What hosts of a lab are set to unless a scenario says otherwise. tcp_rfc1337: a FIN sent again (a tail loss probe on
 * a busy machine is enough) has TIME_WAIT acknowledge it again, the other end answers with RST, and without this that
 * ends TIME_WAIT at once (RFC 1337; discoveries/time-wait-assassinated.md).
 */
const LAB_SYSCTLS: Readonly<Record<string, string>> = { 'net.ipv4.tcp_rfc1337': '1' };

export interface PoolEvents extends LabHostEvents {
  /** A host has been made; it has no socket yet. */
  onMade(host: LabHost): void;
  /** A host has become part of the scenario; its claim waits for what this does. */
  onClaim(host: LabHost): Promise<void>;
}

/** Makes the lab's hosts, and makes those that nearly every scenario needs while it is still getting ready. */
export class HostPool {
  readonly claimed: LabHost[] = [];
  readonly #network: LabNetwork;
  readonly #events: PoolEvents;
  readonly #prepared = new Map<string, Promise<LabHost>>();
  readonly #beingMade: Promise<unknown>[] = [];

  constructor(network: LabNetwork, events: PoolEvents) {
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
    await this.#events.onClaim(host);
    return host;
  }

  #make(name: string, sysctls: Readonly<Record<string, string | number>>): Promise<LabHost> {
    const given = Object.fromEntries(Object.entries(sysctls).map(([key, value]) => [key, String(value)]));
    const all = { ...LAB_SYSCTLS, ...given };
    const made = this.#network
      .createHost({ name, sysctls: all })
      .then((host) => LabHost.open(host, all, this.#events))
      .then((host) => (this.#events.onMade(host), host));
    this.#beingMade.push(made);
    return made;
  }
}
