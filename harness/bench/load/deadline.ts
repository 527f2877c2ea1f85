import { HalfcloseError } from '../../model/errors.ts';

/** How long one measurement of one contender may take, in milliseconds: far above what any does, so that none hangs for ever. */
export const MEASUREMENT_DEADLINE_MS = 60_000;

/** How long a process of the bench may take until it answers, in milliseconds. */
export const START_DEADLINE_MS = 10_000;

export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new HalfcloseError('TIMED_OUT', `${what}: not done in ${String(ms)} ms`)),
      ms,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
