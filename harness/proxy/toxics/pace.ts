import type { StreamEvent } from './toxic.ts';

/** Data is let go in pieces of what passes in this time, in milliseconds. */
const PIECE_MS = 5;
/** That would be a few bytes at a low rate: then it is in so many, if they pass in the time that Toxiproxy's do. */
const SMALL_PIECE_BYTES = 1_000;
const LONGEST_PIECE_MS = 100;

/** When the next byte may pass: the far end of what has been let go already. */
export interface Pace {
  free: number;
}

/**
 * The event at that rate (in KB/s, 1000 bytes, as Toxiproxy counts), in pieces, each when its last byte has passed. The
 * times do not depend on when anybody looks, so that what a late timer has cost is caught up with.
 */
export function* paced(event: StreamEvent, pace: Pace, rate: () => number): Iterable<StreamEvent> {
  if (event.kind !== 'data') {
    yield { ...event, at: Math.max(event.at, pace.free) };
    return;
  }
  for (let rest = event.bytes; rest.length > 0;) {
    // A rate of one KB/s is a byte a millisecond.
    const bytesPerMs = rate();
    const bytes = rest.subarray(0, pieceOf(bytesPerMs));
    pace.free = Math.max(event.at, pace.free) + bytes.length / bytesPerMs;
    rest = rest.subarray(bytes.length);
    yield { kind: 'data', at: pace.free, bytes };
  }
}

function pieceOf(bytesPerMs: number): number {
  return Math.max(bytesPerMs * PIECE_MS, Math.min(SMALL_PIECE_BYTES, bytesPerMs * LONGEST_PIECE_MS));
}
