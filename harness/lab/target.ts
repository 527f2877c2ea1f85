import { HalfcloseError } from '../model/errors.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';

/** What one can connect to: a server, a proxy, or any port of a host, with something behind it or not. */
export type Target =
  | { readonly address: SocketAddress }
  | { readonly host: LabHost; readonly port: number; readonly family?: 'ipv4' | 'ipv6' };

export function addressOf(target: Target): SocketAddress {
  if ('address' in target) return target.address;
  if (!('host' in target) || !Number.isInteger(target.port)) {
    throw new HalfcloseError('INVALID_OPTION', 'a target is a server, a proxy, or `{ host, port }`');
  }
  return { address: target.host.ip(target.family ?? 'ipv4'), port: target.port };
}
