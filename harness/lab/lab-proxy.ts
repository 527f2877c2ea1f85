import type { ICreateToxicBody, Proxy as ToxiproxyProxy, Toxic, Toxiproxy } from 'toxiproxy-node-client';
import { HalfcloseError } from '../model/errors.ts';
import type { Selection } from '../model/selection.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocket } from './lab-socket.ts';
import type { PassiveSockets } from './passive-sockets.ts';
import { proxyClient } from './proxy-api.ts';
import type { ProxyEngine } from './proxy-gateway.ts';
import type { Target } from './target.ts';

export interface ProxyOptions {
  /** What connections are passed on to: a server, or `{ host, port }`. */
  readonly to: Target;
  /** What the proxy is called, and its host where it gets one of its own. Default: `proxy`, then `proxy-2`, … */
  readonly name?: string;
  /** The host it runs on. Default: a new one. */
  readonly on?: LabHost;
  /** Kernel parameters of its new host. */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** Default: 7000. */
  readonly port?: number;
  /** Default: `ipv4`. */
  readonly family?: 'ipv4' | 'ipv6';
  /**
   * Which program it is: this project's own, or the real Toxiproxy 2.12.0, which ends what half-closes and turns RST
   * into FIN. Default: `halfclose`.
   */
  readonly engine?: ProxyEngine;
}

/** The toxics that Toxiproxy has not, and `noop`, which its client does not name. */
type OtherToxic =
  | 'noop'
  | 'black_hole'
  | 'corrupt'
  | 'fin'
  | 'proxy_bandwidth'
  | 'refuse'
  | 'reset_after'
  | 'slow_open'
  | 'stall';

/** A fault as the API takes it; docs/toxics.md says what each does. */
export interface ToxicBody<T> extends Omit<ICreateToxicBody<T>, 'type'> {
  readonly type: ICreateToxicBody<T>['type'] | OtherToxic;
  /** Which connections it may hit, and in which part of their life. Default: all, always. */
  readonly select?: Selection;
}

/** What stands behind a LabProxy: its legs as they come about, and the API that steers it. */
export interface ProxyParts {
  readonly lab: Lab;
  readonly name: string;
  readonly url: string;
  readonly address: SocketAddress;
  readonly api: ToxiproxyProxy;
  readonly clientLegs: PassiveSockets<LabSocket>;
  readonly serverLeg: (number: number) => LabSocket;
}

/** The fault-injecting proxy, on a host of its own, steered through Toxiproxy's HTTP API. */
export class LabProxy {
  readonly name: string;
  readonly host: LabHost;
  readonly address: SocketAddress;
  /** Where the API answers, for any Toxiproxy client. */
  readonly url: string;
  readonly #parts: ProxyParts;

  constructor(parts: ProxyParts) {
    this.name = parts.name;
    this.host = parts.clientLegs.host;
    this.address = parts.address;
    this.url = parts.url;
    this.#parts = parts;
  }

  /** A client of the API at `url`, as the npm package toxiproxy-node-client has it. */
  get toxiproxy(): Toxiproxy {
    return proxyClient(this.url, this.name);
  }

  /** The leg towards the client, of the first connection. */
  get clientLeg(): LabSocket {
    return this.connection(1).clientLeg;
  }

  /** The leg towards the server, of the first connection. */
  get serverLeg(): LabSocket {
    return this.connection(1).serverLeg;
  }

  /**
   * Both legs of the nth connection, from 1. The real Toxiproxy does not tell which legs belong together: its legs are
   * numbered on either side in the order in which looks first showed them, so that of two connections that came about
   * between the same two looks either may be the first.
   */
  connection(number: number): { clientLeg: LabSocket; serverLeg: LabSocket } {
    return { clientLeg: this.#parts.clientLegs.connection(number), serverLeg: this.#parts.serverLeg(number) };
  }

  /**
   * Adds a fault: Toxiproxy's own mean the same, ours are refused by the real Toxiproxy. Raises INVALID_OPTION where the
   * API refuses it, or has no such attribute.
   */
  async addToxic<T>(toxic: ToxicBody<T>): Promise<Toxic<T>> {
    this.#parts.lab.step(`${this.name}.addToxic(${toxic.type} ${JSON.stringify(toxic.attributes)})`);
    // The client's type knows Toxiproxy's names only; it sends what it is given.
    const added = await this.#parts.api.addToxic(toxic as ICreateToxicBody<T>);
    await this.#refuseUnknown(toxic, added);
    return added;
  }

  /** Toxiproxy leaves out what it does not know, and tells what it took: a slip of the pen would do nothing. */
  async #refuseUnknown<T>(wanted: ToxicBody<T>, added: Toxic<T>): Promise<void> {
    const known = Object.keys(added.attributes as object);
    const unknown = Object.keys(wanted.attributes ?? {}).find((each) => !known.includes(each));
    if (unknown === undefined) return;
    await added.remove();
    throw new HalfcloseError(
      'INVALID_OPTION',
      `${this.name}: the toxic ${wanted.type} has no attribute \`${unknown}\``,
      { hint: known.length === 0 ? 'it has none' : `it has: ${known.join(', ')}` },
    );
  }

  /** Stops listening and ends all connections, as `enabled: false` does in Toxiproxy. */
  disable(): Promise<void> {
    return this.#enable(false);
  }

  /** Listens again. */
  enable(): Promise<void> {
    return this.#enable(true);
  }

  async #enable(enabled: boolean): Promise<void> {
    this.#parts.lab.step(`${this.name}.${enabled ? 'enable' : 'disable'}()`);
    await this.#parts.api.update({
      enabled,
      listen: this.#parts.api.listen,
      upstream: this.#parts.api.upstream,
    });
  }
}
