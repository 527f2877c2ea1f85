import net from 'node:net';
import { addressBytes, addressText } from '../model/ip-address.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import { AF_INET, AF_INET6 } from './constants.ts';
import { call } from './libc.ts';

/** Where the address lies in struct sockaddr_in and in struct sockaddr_in6, and how long the structure is. */
const LAYOUT = {
  [AF_INET]: { at: 4, length: 4, size: 16 },
  [AF_INET6]: { at: 8, length: 16, size: 28 },
} as const;

/** Room for a structure of either family. */
const ROOM = 128;

/** The structure bind(2) and connect(2) take. The address must be a literal one. */
export function encodeSocketAddress({ address, port }: SocketAddress): Buffer {
  const family = net.isIPv6(address) ? AF_INET6 : AF_INET;
  const { at, size } = LAYOUT[family];
  const bytes = Buffer.alloc(size);
  bytes.writeUInt16LE(family, 0);
  bytes.writeUInt16BE(port, 2);
  addressBytes(address).copy(bytes, at);
  return bytes;
}

/** This end of a socket, or the other: what getsockname(2) or getpeername(2) says. */
export function addressOfEnd(end: 'getsockname' | 'getpeername', fd: number): SocketAddress {
  const bytes = Buffer.alloc(ROOM);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(ROOM);
  call(end, fd, bytes, size);
  return decodeSocketAddress(bytes);
}

export function decodeSocketAddress(bytes: Buffer): SocketAddress {
  const isV6 = bytes.readUInt16LE(0) === AF_INET6;
  const { at, length } = LAYOUT[isV6 ? AF_INET6 : AF_INET];
  return { address: addressText(bytes.subarray(at, at + length)), port: bytes.readUInt16BE(2) };
}
