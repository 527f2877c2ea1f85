/** A scenario, a test or a check failed. */
export const EXIT_FAILED = 1;
/** Nothing was run: wrong usage, or something it needs is missing. */
export const EXIT_USAGE = 2;
/** Ended by Ctrl+C, as shells count it: 128 + SIGINT. */
export const EXIT_INTERRUPTED = 130;
