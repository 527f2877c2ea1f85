import { AF_INET, AF_INET6, IPPROTO_RAW, SOCK_CLOEXEC, SOCK_RAW } from '../kernel/constants.ts';
import { call } from '../kernel/libc.ts';
import { withHopLimit } from '../model/ip-header.ts';
import { buildPacket } from '../model/packet.ts';
import { flagBits, FORGED_HOP_LIMIT, sequenceLength, sequencePlus, type Segment } from '../model/segment.ts';

const ACK = flagBits(['ACK']);
const RST = flagBits(['RST']);
const NOTHING = Buffer.alloc(0);

/** The packet as it is, what is wrong with it included. */
export function forgedCopy(packet: Buffer): Buffer {
  return withHopLimit(packet, FORGED_HOP_LIMIT);
}

/** What a host without such a connection answers a segment (RFC 9293 section 3.10.7.1). */
export function resetFor(segment: Segment): Buffer {
  const acknowledges = (segment.flags & ACK) !== 0;
  return buildPacket({
    source: segment.destination,
    destination: segment.source,
    seq: acknowledges ? segment.ack : 0,
    ack: acknowledges ? 0 : sequencePlus(segment.seq, sequenceLength(segment)),
    flags: acknowledges ? RST : RST | ACK,
    window: 0,
    hopLimit: FORGED_HOP_LIMIT,
    options: NOTHING,
    payload: NOTHING,
  });
}

/** Raw sockets that send packets as they are, IP header included (raw(7), IPPROTO_RAW). */
export class Forge {
  readonly #sockets = new Map<number, number>();

  send(packet: Buffer): void {
    const isV6 = packet.readUInt8(0) >> 4 === 6;
    const family = isV6 ? AF_INET6 : AF_INET;
    // struct sockaddr_in, or sockaddr_in6 with its port 0: the kernel routes by it.
    const to = Buffer.alloc(isV6 ? 28 : 16);
    to.writeUInt16LE(family, 0);
    if (isV6) packet.copy(to, 8, 24, 40);
    else packet.copy(to, 4, 16, 20);
    call('sendto', this.#socket(family), packet, packet.length, 0, to, to.length);
  }

  /** Opens the raw sockets of both families. Raises where one cannot be had. */
  open(): void {
    for (const family of [AF_INET, AF_INET6]) this.#socket(family);
  }

  #socket(family: number): number {
    let fd = this.#sockets.get(family);
    if (fd === undefined) {
      fd = openRaw(family);
      this.#sockets.set(family, fd);
    }
    return fd;
  }
}

function openRaw(family: number): number {
  try {
    return call('socket', family, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
  } catch (cause) {
    throw new Error(`raw sockets cannot be made: ${(cause as Error).message}`, { cause });
  }
}
