import { HalfcloseError } from '../../model/errors.ts';
import type { WireEnd } from '../../model/wire.ts';
import type { SocketAddress } from '../../model/socket-row.ts';
import { LabHost } from '../lab-host.ts';
import { LabSocket } from '../lab-socket.ts';
import { addressOf, type Target } from '../target.ts';

/** Where segments come from or go to: a host, a server or proxy (its port), a socket (its connection), `{ host, port }`. */
export type WirePlace = LabHost | LabSocket | Target;

/** A place as the wire sees it. */
export interface ResolvedPlace {
  readonly host: LabHost;
  readonly end: WireEnd;
  /** The other end, where the place is one connection's. */
  readonly peer: SocketAddress | undefined;
  readonly name: string;
}

/** Raises INVALID_OPTION for what is in none of these hosts, but perhaps in those of another lab. */
export function checkOfLab(name: string, host: LabHost, hosts: readonly LabHost[]): void {
  if (hosts.includes(host)) return;
  throw new HalfcloseError('INVALID_OPTION', `${name} is not of this lab`, {
    hint: 'was it made by another scenario?',
  });
}

/** Raises INVALID_OPTION for something that is in none of these hosts. */
export function resolvePlace(place: WirePlace, hosts: readonly LabHost[]): ResolvedPlace {
  if (place instanceof LabHost) {
    checkOfLab(place.name, place, hosts);
    return whole(place);
  }
  if (place instanceof LabSocket) {
    checkOfLab(place.name, place.host, hosts);
    return ofSocket(place);
  }
  const address = addressOf(place);
  const host = hosts.find((candidate) => candidate.owns(address.address));
  if (!host) {
    throw new HalfcloseError('INVALID_OPTION', `no host of this lab has the address ${address.address}`);
  }
  const end = { addresses: [address.address], port: address.port };
  return { host, end, peer: undefined, name: `${host.name}:${String(address.port)}` };
}

/** Before a socket has both its ends it cannot be told from others of its host. */
function ofSocket(socket: LabSocket): ResolvedPlace {
  const { ends, host, name } = socket;
  if (!ends || ends.peer.port === 0) {
    throw new HalfcloseError(
      'INVALID_OPTION',
      `${name} has no connection yet whose segments could be chosen`,
      {
        hint: `choose its host: ${name}.host`,
      },
    );
  }
  const { address, port } = ends.local;
  return { host, end: { addresses: [address], port }, peer: ends.peer, name };
}

function whole(host: LabHost): ResolvedPlace {
  return { host, end: { addresses: host.addresses }, peer: undefined, name: host.name };
}
