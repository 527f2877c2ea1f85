/** What node's own clock is behind CLOCK_MONOTONIC by: reading it is several times faster than hrtime.bigint(). */
const AHEAD_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds of CLOCK_MONOTONIC, the clock the kernel's own traces use; the same for all processes on a kernel. */
export function monotonicMs(): number {
  return AHEAD_MS + performance.now();
}
