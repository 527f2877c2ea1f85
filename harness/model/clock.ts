/** Milliseconds of CLOCK_MONOTONIC, the clock the kernel's own traces use; the same for all processes on a kernel. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Known as well as this, it is known well enough. */
const UNCERTAINTY_MS = 0.002;
/** On a machine so busy that it is not known by then, it is told as well as it is known. */
const AT_MOST_MS = 50;

/**
 * How far CLOCK_REALTIME is ahead of CLOCK_MONOTONIC, in milliseconds, to some microseconds. node tells the time of day
 * in whole milliseconds: each reading says at least and at most how far, and where one ends both are nearly the same.
 * Takes about a millisecond, in which nothing else happens.
 */
export function realtimeAheadMs(): number {
  let [least, most] = [-Infinity, Infinity];
  const began = monotonicMs();
  for (let after = began; most - least > UNCERTAINTY_MS && after < began + AT_MOST_MS;) {
    const before = monotonicMs();
    const told = Date.now();
    after = monotonicMs();
    least = Math.max(least, told - after);
    most = Math.min(most, told + 1 - before);
  }
  return (least + most) / 2;
}
