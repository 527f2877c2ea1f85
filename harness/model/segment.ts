import type { SocketAddress } from './socket-row.ts';

/** The flags of a TCP header, from the lowest bit up (RFC 9293 section 3.1). */
export const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;

export type TcpFlag = (typeof TCP_FLAGS)[number];

/** One TCP segment with what of its IP header matters here. Numbers are as on the wire, not relative. */
export interface Segment {
  readonly source: SocketAddress;
  readonly destination: SocketAddress;
  readonly seq: number;
  /** 0 where the ACK flag is off. */
  readonly ack: number;
  /** Bits in the order of TCP_FLAGS. */
  readonly flags: number;
  readonly window: number;
  /** The time to live of IPv4, the hop limit of IPv6. */
  readonly hopLimit: number;
  /** TCP options as on the wire; their length is a multiple of four. */
  readonly options: Buffer;
  readonly payload: Buffer;
}

/** The timestamps option: the sender's clock, and what it has heard of the other's. */
export interface Timestamps {
  readonly value: number;
  readonly echo: number;
}

/** As it stands in a header: filled up to a multiple of four in front (RFC 7323 section 3.2 and appendix A). */
export function timestampsOption({ value, echo }: Timestamps): Buffer {
  const option = Buffer.from([NO_OPERATION, NO_OPERATION, TIMESTAMPS, 10, 0, 0, 0, 0, 0, 0, 0, 0]);
  option.writeUInt32BE(value, 4);
  option.writeUInt32BE(echo, 8);
  return option;
}

const NO_OPERATION = 1;
const TIMESTAMPS = 8;

/** The bits of these flags. */
export function flagBits(flags: readonly TcpFlag[]): number {
  return flags.reduce((bits, flag) => bits | (1 << TCP_FLAGS.indexOf(flag)), 0);
}

export function flagNames(bits: number): TcpFlag[] {
  return TCP_FLAGS.filter((_flag, index) => bits & (1 << index));
}

const FIN = flagBits(['FIN']);
const SYN = flagBits(['SYN']);

type SequenceSpace = Pick<Segment, 'flags'> & { readonly payload: { readonly length: number } };

/** How much sequence space the segment takes: its bytes, and one each for SYN and FIN (RFC 9293 section 3.4). */
export function sequenceLength({ flags, payload }: SequenceSpace): number {
  return payload.length + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0);
}

/** How far `a` is ahead of `b` in 32-bit sequence space; negative where it is behind. */
export function sequenceDistance(a: number, b: number): number {
  return (a - b) | 0;
}

/** A sequence number moved by an offset, which may be negative. */
export function sequencePlus(seq: number, offset: number): number {
  return (seq + offset) >>> 0;
}

/**
 * The mark of segments we made up, by which the receiver's wire and a reader of a capture know them: hosts give their
 * own 64. Nothing that a kernel answers with bears it, while a code point would come back: `tcp_v4_send_reset` copies it.
 */
export const FORGED_HOP_LIMIT = 255;
