import type { IcmpRejection } from './icmp.ts';
import type { SocketAddress } from './socket-row.ts';
import type { TcpFlag, Timestamps } from './segment.ts';

/** One end of the path: a host by its addresses, or one port of it. */
export interface WireEnd {
  /** Empty: any. */
  readonly addresses: readonly string[];
  /** Undefined: any. */
  readonly port?: number | undefined;
}

/** From the lower to the higher, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Which of a connection's matching segments, counted from 1 in each connection and direction. */
export type Position = { readonly nth: number } | { readonly first: number } | { readonly after: number };

/** Which segments a fault is about: those that fit every part of it. */
export interface SegmentSelection {
  readonly from: WireEnd;
  readonly to: WireEnd;
  /** Flags that are on, others may be too. */
  readonly flags: readonly TcpFlag[];
  /** Flags that are off. */
  readonly without: readonly TcpFlag[];
  /** Bytes of payload. */
  readonly payload?: Range | undefined;
  /** Relative to the connection, as in captures: SYN is 0, the first byte of data 1. */
  readonly seq?: Range | undefined;
  readonly ack?: Range | undefined;
  readonly position?: Position | undefined;
  /** A predicate of the scenario has the last word on each. */
  readonly asks: boolean;
}

/** What happens to the segments of a fault. */
export type FaultAction =
  /** Nothing: they are only told of. */
  | { readonly kind: 'watch' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'delay'; readonly ms: number; readonly jitterMs: number }
  | { readonly kind: 'duplicate'; readonly copies: number }
  /** Let past after that many later segments of the same direction. */
  | { readonly kind: 'reorder'; readonly behind: number }
  | { readonly kind: 'corrupt'; readonly what: Corruption }
  | { readonly kind: 'reject'; readonly with: 'rst' | IcmpRejection }
  /** Dropped with that probability. */
  | { readonly kind: 'lose'; readonly probability: number }
  | { readonly kind: 'rate'; readonly bytesPerSecond: number; readonly queue: number }
  | { readonly kind: 'forget'; readonly afterMs: number; readonly then: 'drop' | 'rst' };

/** `checksum`: the TCP checksum is wrong. `payload`: a byte of the payload is, and the checksum fits it. */
export type Corruption = 'checksum' | 'payload';

/** What became of a segment that a fault touched. */
export type WireVerdict =
  | 'watched'
  | 'dropped'
  | 'held'
  | 'released'
  | 'discarded'
  | 'delayed'
  | 'delivered'
  | 'duplicated'
  | 'put behind'
  | 'corrupted'
  | 'rejected'
  | 'lost'
  | 'forgotten'
  | 'forged';

/** What became of a segment that did not get to its socket, or not yet. */
const KEPT_AWAY: readonly WireVerdict[] = ['dropped', 'held', 'discarded', 'lost', 'rejected', 'forgotten'];

export function isKeptAway({ verdict }: { readonly verdict: WireVerdict }): boolean {
  return KEPT_AWAY.includes(verdict);
}

/** A segment that a fault touched, and what came of it. */
export interface TouchedSegment {
  /** CLOCK_MONOTONIC of the host that received it, in milliseconds. */
  readonly at: number;
  /** The fault's name; undefined for a forged segment that arrived. */
  readonly fault?: string | undefined;
  readonly verdict: WireVerdict;
  /** The same number in every verdict on one segment, counted in its host. */
  readonly segment: number;
  readonly from: SocketAddress;
  readonly to: SocketAddress;
  readonly flags: readonly TcpFlag[];
  readonly seq: number;
  readonly ack: number;
  /** Relative to the connection's SYN; undefined where the wire did not see it. */
  readonly relativeSeq?: number | undefined;
  readonly relativeAck?: number | undefined;
  readonly length: number;
  readonly detail?: string | undefined;
}

/** What a wire tells of itself at the end: segments that the kernel's queue lost, and that nobody may have lost. */
export interface WireHealth {
  readonly queued: number;
  readonly lost: number;
}

/** A segment to be made up. Numbers are as on the wire. */
export interface ForgedSegment {
  readonly from: SocketAddress;
  readonly to: SocketAddress;
  readonly flags: readonly TcpFlag[];
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly timestamps?: Timestamps | undefined;
  readonly base64: string;
}

/** Where a connection's sequence numbers stand, as its receiver's wire has seen them. */
export interface SeenNumbers {
  /** What the receiver expects next, if nothing was lost before it. */
  readonly receiveNext: number;
  /** What the sender has acknowledged last: the receiver's own next number where nothing of its is on the way. */
  readonly sendNext: number;
}

/** Something that a host needs for faults on the wire. */
export interface WirePart {
  /** `koffi`, `netfilter queue`, `raw sockets`, … */
  readonly part: string;
  /** Why it is not there; undefined where it is. */
  readonly lack?: string | undefined;
}
