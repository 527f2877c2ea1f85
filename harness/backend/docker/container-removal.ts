import { setTimeout as pause } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { ENGINE_REMOVAL_DEADLINE_MS } from '../../model/deadlines.ts';
import { HalfcloseError } from '../../model/errors.ts';
import { engineStatus } from './engine.ts';

/** In milliseconds. */
interface Patience {
  /** Until a container that has not gone by itself is killed. */
  readonly graceMs: number;
  /** Between two questions whether a removal that is under way has come to its end. */
  readonly pauseMs: number;
  /** For all of it. */
  readonly deadlineMs: number;
}

const PATIENCE: Patience = { graceMs: 3_000, pauseMs: 250, deadlineMs: ENGINE_REMOVAL_DEADLINE_MS };

/**
 * Resolves once a container that has been told to end is gone; by force where it is not after three seconds. Raises
 * TIMED_OUT with `name` where even that takes longer than an engine's own patience.
 */
export async function endOf(
  container: Dockerode.Container,
  name: string,
  patience = PATIENCE,
): Promise<void> {
  const over = new AbortController();
  const what = `${name}: the engine has not removed container ${container.id.slice(0, 12)}`;
  const ways = [
    untilRemoved(container, over.signal),
    removedByForce(container, patience, over.signal),
    tooLate(what, patience, over.signal),
  ];
  await Promise.race(ways).finally(() => {
    over.abort();
  });
}

/** A wait that is not answered would keep its connection to the engine: it is given up with the others. */
async function untilRemoved(container: Dockerode.Container, signal: AbortSignal): Promise<void> {
  try {
    await container.wait({ condition: 'removed', abortSignal: signal });
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}

/** A container that was created but never started is not removed by the engine. */
export async function removeNow(container: Dockerode.Container | undefined): Promise<'gone' | 'under way'> {
  try {
    await container?.remove({ force: true, v: true });
  } catch (error) {
    if (engineStatus(error) === 409) return 'under way';
    if (engineStatus(error) !== 404) throw error;
  }
  return 'gone';
}

/** A second witness: an engine may forget to answer a wait that a removal overtook, but not whether there is one. */
async function removedByForce(
  container: Dockerode.Container,
  { graceMs, pauseMs }: Patience,
  signal: AbortSignal,
): Promise<void> {
  await pause(graceMs, undefined, { signal });
  while ((await removeNow(container)) === 'under way') await pause(pauseMs, undefined, { signal });
}

async function tooLate(what: string, { deadlineMs }: Patience, signal: AbortSignal): Promise<never> {
  await pause(deadlineMs, undefined, { signal });
  throw new HalfcloseError('TIMED_OUT', `${what} in ${String(deadlineMs)} ms`, {
    hint: "the engine's log may say why; `npx halfclose clean` removes what is left once this process has ended",
  });
}
