import { HalfcloseError } from '../../model/errors.ts';
import { isMadeUp, MADE_UP_ADDRESSES, MADE_UP_NETWORK, type Flood } from '../../model/flood.ts';
import { isIpv6 } from '../../model/ip-address.ts';
import type { Lab } from '../lab.ts';
import type { LabHost } from '../lab-host.ts';
import { addressOf, type Target } from '../target.ts';
import { checkNumbers } from './fault-options.ts';

export interface FloodOptions {
  /** A server, a listening raw socket, or `{ host, port }`. */
  readonly to: Target;
  /** How many SYNs, each of a connection of its own. */
  readonly count: number;
  /** How many addresses they come from. Default: each has one of its own. */
  readonly addresses?: number;
}

interface PlannedFlood {
  readonly host: LabHost;
  readonly flood: Flood;
  readonly what: string;
}

/** The floods of a lab: no two share an address, so that none of their SYNs is another's. */
export class Floods {
  readonly #lab: Lab;
  readonly #hosts = new Set<LabHost>();
  #taken = 0;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Whether one was sent to the host. */
  haveMet(host: LabHost): boolean {
    return this.#hosts.has(host);
  }

  /** Raises a typed error for what cannot be sent; what it returns is on its way, as far as others are concerned. */
  plan(options: FloodOptions): PlannedFlood {
    const { to: target, count, addresses = count } = checkNumbers('flood', options);
    const to = addressOf(target);
    const host = this.#lab.hosts.find((each) => each.owns(to.address));
    if (!host) fail(`no host of this lab has the address ${to.address}`);
    if (isIpv6(to.address)) fail('its addresses are IPv4; let the server listen on that');
    if (this.#lab.hosts.flatMap((each) => each.addresses).some(isMadeUp))
      fail(`hosts of this lab have addresses of ${MADE_UP_NETWORK}, which nobody must have`);
    if (this.#taken + addresses > MADE_UP_ADDRESSES)
      fail(
        `${String(MADE_UP_ADDRESSES - this.#taken)} addresses are left for this lab: give fewer \`addresses\``,
      );
    const flood = { to, count, addresses, taken: this.#taken, seed: this.#lab.seed };
    this.#taken += addresses;
    this.#hosts.add(host);
    const from = `${String(addresses)} addresses of ${MADE_UP_NETWORK}`;
    return { host, flood, what: `${String(count)} SYNs from ${from} to ${host.name}:${String(to.port)}` };
  }
}

function fail(why: string): never {
  throw new HalfcloseError('INVALID_OPTION', `lab.wire.flood(): ${why}`);
}
