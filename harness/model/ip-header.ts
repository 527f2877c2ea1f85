import { internetChecksum } from './checksum.ts';
import { addressBytes, addressText } from './ip-address.ts';

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;

export interface IpPacket {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  readonly hopLimit: number;
  /** What the header carries, as a view of the packet. */
  readonly body: Buffer;
}

export interface ParsedIp extends IpPacket {
  /** How long the body was, where the packet is only the beginning of one. */
  readonly bodyLength: number;
}

/**
 * An IPv4 packet, or an IPv6 one without extension headers; undefined for a fragment or anything that is not whole.
 * `length` is how long it was, where these bytes are only its beginning.
 */
export function parseIp(packet: Buffer, length = packet.length): ParsedIp | undefined {
  if (packet.length < IPV4_HEADER) return undefined;
  const version = packet.readUInt8(0) >> 4;
  if (version === 4) return parseIpv4(packet, length);
  return version === 6 ? parseIpv6(packet, length) : undefined;
}

function parseIpv4(packet: Buffer, length: number): ParsedIp | undefined {
  const headerLength = (packet.readUInt8(0) & 0x0f) * 4;
  const totalLength = packet.readUInt16BE(2);
  const fragment = packet.readUInt16BE(6) & 0x3fff;
  if (headerLength < IPV4_HEADER || totalLength < headerLength || totalLength > length || fragment !== 0)
    return undefined;
  return {
    source: addressText(packet.subarray(12, 16)),
    destination: addressText(packet.subarray(16, 20)),
    protocol: packet.readUInt8(9),
    hopLimit: packet.readUInt8(8),
    body: packet.subarray(headerLength, totalLength),
    bodyLength: totalLength - headerLength,
  };
}

function parseIpv6(packet: Buffer, length: number): ParsedIp | undefined {
  if (packet.length < IPV6_HEADER) return undefined;
  const end = IPV6_HEADER + packet.readUInt16BE(4);
  if (end > length) return undefined;
  return {
    source: addressText(packet.subarray(8, 24)),
    destination: addressText(packet.subarray(24, 40)),
    protocol: packet.readUInt8(6),
    hopLimit: packet.readUInt8(7),
    body: packet.subarray(IPV6_HEADER, end),
    bodyLength: end - IPV6_HEADER,
  };
}

/** The same packet with another hop limit; it has to be whole. */
export function withHopLimit(packet: Buffer, hopLimit: number): Buffer {
  const copy = Buffer.from(packet);
  if (copy.readUInt8(0) >> 4 === 6) {
    copy.writeUInt8(hopLimit, 7);
    return copy;
  }
  copy.writeUInt8(hopLimit, 8);
  const header = copy.subarray(0, (copy.readUInt8(0) & 0x0f) * 4);
  header.writeUInt16BE(0, 10);
  header.writeUInt16BE(internetChecksum(header), 10);
  return copy;
}

/** A packet around a body whose checksum lies at `checksumAt` and covers the pseudo-header (RFC 9293 section 3.1). */
export function buildIp(
  header: Omit<IpPacket, 'body'>,
  { body, checksumAt }: { body: Buffer; checksumAt: number },
): Buffer {
  const source = addressBytes(header.source);
  const destination = addressBytes(header.destination);
  const pseudo = Buffer.alloc(8);
  pseudo.writeUInt32BE(body.length, 0);
  pseudo.writeUInt32BE(header.protocol, 4);
  body.writeUInt16BE(0, checksumAt);
  body.writeUInt16BE(internetChecksum(source, destination, pseudo, body), checksumAt);
  const ip = source.length === 4 ? ipv4Header(header, body.length) : ipv6Header(header, body.length);
  source.copy(ip, source.length === 4 ? 12 : 8);
  destination.copy(ip, source.length === 4 ? 16 : 24);
  if (source.length === 4) ip.writeUInt16BE(internetChecksum(ip), 10);
  return Buffer.concat([ip, body]);
}

function ipv4Header({ protocol, hopLimit }: Omit<IpPacket, 'body'>, length: number): Buffer {
  const ip = Buffer.alloc(IPV4_HEADER);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(IPV4_HEADER + length, 2);
  ip.writeUInt16BE(0x4000, 6); // don't fragment
  ip.writeUInt8(hopLimit, 8);
  ip.writeUInt8(protocol, 9);
  return ip;
}

function ipv6Header({ protocol, hopLimit }: Omit<IpPacket, 'body'>, length: number): Buffer {
  const ip = Buffer.alloc(IPV6_HEADER);
  ip.writeUInt16BE(0x6000, 0);
  ip.writeUInt16BE(length, 4);
  ip.writeUInt8(protocol, 6);
  ip.writeUInt8(hopLimit, 7);
  return ip;
}
