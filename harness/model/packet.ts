import { buildIp, parseIp, type ParsedIp } from './ip-header.ts';
import type { Segment } from './segment.ts';

/** Bytes of a TCP header without options. */
export const TCP_HEADER = 20;
const PROTOCOL_TCP = 6;

/** A TCP segment out of an IPv4 or IPv6 packet; undefined where these bytes are not a whole one. Buffers are views. */
export function parsePacket(packet: Buffer): Segment | undefined {
  return parseTcp(parseIp(packet));
}

/** The TCP segment that an IP packet carries; of one that is only its beginning, the payload is only as much of it. */
export function parseTcp(ip: ParsedIp | undefined): Segment | undefined {
  if (ip?.protocol !== PROTOCOL_TCP || ip.body.length < TCP_HEADER) return undefined;
  const tcp = ip.body;
  const headerLength = (tcp.readUInt8(12) >> 4) * 4;
  if (headerLength < TCP_HEADER || headerLength > tcp.length) return undefined;
  const flags = tcp.readUInt8(13);
  return {
    source: { address: ip.source, port: tcp.readUInt16BE(0) },
    destination: { address: ip.destination, port: tcp.readUInt16BE(2) },
    seq: tcp.readUInt32BE(4),
    ack: tcp.readUInt32BE(8),
    flags,
    window: tcp.readUInt16BE(14),
    hopLimit: ip.hopLimit,
    options: tcp.subarray(TCP_HEADER, headerLength),
    payload: tcp.subarray(headerLength),
  };
}

/** The packet of a segment, with both checksums right. */
export function buildPacket(segment: Segment): Buffer {
  const headerLength = TCP_HEADER + segment.options.length;
  const tcp = Buffer.alloc(headerLength + segment.payload.length);
  tcp.writeUInt16BE(segment.source.port, 0);
  tcp.writeUInt16BE(segment.destination.port, 2);
  tcp.writeUInt32BE(segment.seq, 4);
  tcp.writeUInt32BE(segment.ack, 8);
  tcp.writeUInt8((headerLength / 4) << 4, 12);
  tcp.writeUInt8(segment.flags, 13);
  tcp.writeUInt16BE(segment.window, 14);
  segment.options.copy(tcp, TCP_HEADER);
  segment.payload.copy(tcp, headerLength);
  const { source, destination, hopLimit } = segment;
  return buildIp(
    { source: source.address, destination: destination.address, protocol: PROTOCOL_TCP, hopLimit },
    { body: tcp, checksumAt: 16 },
  );
}
