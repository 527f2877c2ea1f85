import { parseIp } from '../../model/ip-header.ts';
import { parseTcp } from '../../model/packet.ts';
import type { Segment } from '../../model/segment.ts';

/** Destination, source, and what follows. */
const ETHERNET_HEADER = 14;

export interface Frame {
  readonly source: string;
  readonly destination: string;
  /** Undefined where it carries no TCP. Its payload may be only the beginning of what was sent. */
  readonly segment?: (Segment & { readonly payloadLength: number }) | undefined;
}

/** What an Ethernet frame of `length` bytes carries, of which these are the first; undefined where that is not IP. */
export function readFrame(bytes: Buffer, length: number): Frame | undefined {
  const ip = parseIp(bytes.subarray(ETHERNET_HEADER), length - ETHERNET_HEADER);
  if (!ip) return undefined;
  const segment = parseTcp(ip);
  const headers = ip.body.length - (segment?.payload.length ?? 0);
  return {
    source: ip.source,
    destination: ip.destination,
    segment: segment && { ...segment, payloadLength: ip.bodyLength - headers },
  };
}
