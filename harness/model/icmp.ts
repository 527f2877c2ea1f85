import { internetChecksum } from './checksum.ts';
import { isIpv6 } from './ip-address.ts';
import { buildIp, parseIp } from './ip-header.ts';

/** What a router says of a packet it will not pass on, by the names of iptables' REJECT target. */
export const ICMP_REJECTIONS = {
  'net-unreachable': { v4: [3, 0], v6: [1, 0] },
  'host-unreachable': { v4: [3, 1], v6: [1, 3] },
  'port-unreachable': { v4: [3, 3], v6: [1, 4] },
  'admin-prohibited': { v4: [3, 13], v6: [1, 1] },
} as const;

export type IcmpRejection = keyof typeof ICMP_REJECTIONS;

const ICMP = 1;
const ICMPV6 = 58;
/** What a router gives its own packets (RFC 1700). */
const HOP_LIMIT = 64;
/** How much of the packet is quoted (RFC 792 asks for the header and 8 bytes; RFC 1812 for as much as fits 576). */
const QUOTED = 512;

/** The ICMP error that answers a packet, from the address it was for; undefined where the bytes are no packet. */
export function buildIcmpError(packet: Buffer, rejection: IcmpRejection): Buffer | undefined {
  const ip = parseIp(packet);
  if (!ip) return undefined;
  const isV6 = isIpv6(ip.source);
  const [type, code] = ICMP_REJECTIONS[rejection][isV6 ? 'v6' : 'v4'];
  const icmp = Buffer.concat([Buffer.from([type, code, 0, 0, 0, 0, 0, 0]), packet.subarray(0, QUOTED)]);
  const header = {
    source: ip.destination,
    destination: ip.source,
    protocol: isV6 ? ICMPV6 : ICMP,
    hopLimit: HOP_LIMIT,
  };
  const built = buildIp(header, { body: icmp, checksumAt: 2 });
  if (isV6) return built;
  // ICMPv4's checksum covers no pseudo-header (RFC 792), ICMPv6's does (RFC 4443 section 2.3).
  const body = built.subarray(built.length - icmp.length);
  body.writeUInt16BE(0, 2);
  body.writeUInt16BE(internetChecksum(body), 2);
  return built;
}
