/** Milliseconds of CLOCK_MONOTONIC, the clock the kernel's own traces use; the same for all processes on a kernel. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
