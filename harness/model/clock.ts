const SAMPLES = 10;

/** Milliseconds of CLOCK_MONOTONIC, read the slow way. */
function slowly(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/**
 * How far CLOCK_MONOTONIC is ahead of node's own clock, which is several times faster to read. The second reading comes
 * after the first, the very first one of a process by milliseconds: the largest difference is the truest.
 */
const AHEAD_MS = Math.max(...Array.from({ length: SAMPLES }, () => slowly() - performance.now()));

/** Milliseconds of CLOCK_MONOTONIC, the clock the kernel's own traces use; the same for all processes on a kernel. */
export function monotonicMs(): number {
  return AHEAD_MS + performance.now();
}

/**
 * How far CLOCK_REALTIME is ahead of CLOCK_MONOTONIC, in milliseconds: as node read both when it started, one after the
 * other, to some microseconds; where somebody has set the clock since, to the millisecond that Date.now() tells.
 */
export function realtimeAheadMs(): number {
  const ahead = performance.timeOrigin - AHEAD_MS;
  const now = monotonicMs() + ahead;
  const told = Date.now();
  return ahead + Math.min(Math.max(now, told), told + 1) - now;
}
