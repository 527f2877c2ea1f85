import type { Segment } from '../model/segment.ts';
import type { WireVerdict } from '../model/wire.ts';
import type { Direction } from './direction.ts';

/** A segment on its way past the faults. Whoever takes it ends it, now or later, by exactly one of `pass` and `drop`. */
export interface Passage {
  readonly segment: Segment;
  /** The whole packet. */
  readonly packet: Buffer;
  readonly direction: Direction;
  /** Milliseconds since the segment before it in its direction. */
  readonly idleMs: number;
  /** Puts a verdict into the evidence. */
  tell(verdict: WireVerdict, detail?: string): void;
  /** On to the next fault, or to the receiver; as other bytes where given. */
  pass(replacement?: Buffer): void;
  drop(): void;
}

/** What a fault does with the segments it selects. */
export interface Fate {
  take(passage: Passage): void;
  /** The fault ends: what it still keeps goes on its way, in order. */
  lift?(): void;
}

/** What fates work with. */
export interface FateContext {
  readonly now: () => number;
  /** Calls `action` when that time has come; the returned function calls it off. */
  readonly at: (due: number, action: () => void) => () => void;
  readonly random: () => number;
  /** Sends a packet of our own making. */
  readonly send: (packet: Buffer) => void;
}
