import { formatAddress, type SocketAddress } from '../socket-row.ts';

/** An IPv4 peer of a listener for both families is the same address as without (RFC 4291 section 2.5.5.2). */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

export function keyOf({ address, port }: SocketAddress): string {
  return formatAddress({ address: plainAddress(address), port });
}

export function isSame(a: SocketAddress, b: SocketAddress): boolean {
  return keyOf(a) === keyOf(b);
}
