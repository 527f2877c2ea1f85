/** Milliseconds of CLOCK_MONOTONIC, the clock the kernel's own traces use; the same for all processes on a kernel. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** So narrow, a millisecond's beginning was seen by a process that was not interrupted meanwhile. */
const NARROW_MS = 0.005;
const TRIES = 5;

/**
 * How far CLOCK_REALTIME is ahead of CLOCK_MONOTONIC, in milliseconds, to some microseconds: node tells the time of day
 * to the millisecond, so that it is exact where one begins. Takes about a millisecond, in which nothing else happens.
 */
export function realtimeAheadMs(): number {
  let best = nextMillisecond();
  for (let tries = 1; tries < TRIES && best.widthMs > NARROW_MS; tries++) {
    const next = nextMillisecond();
    if (next.widthMs < best.widthMs) best = next;
  }
  return best.aheadMs;
}

/** What the beginning of the next millisecond tells, and how far apart the readings were between which it was. */
function nextMillisecond(): { aheadMs: number; widthMs: number } {
  const first = Date.now();
  let before = monotonicMs();
  for (;;) {
    const now = Date.now();
    const after = monotonicMs();
    if (now !== first) return { aheadMs: now - before, widthMs: after - before };
    before = after;
  }
}
