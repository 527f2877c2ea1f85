import { HalfcloseError } from '../model/errors.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';

/** Raises INVALID_OPTION for what is no text, or has nothing to read in it. */
export function checkStepName(name: unknown): void {
  if (typeof name === 'string' && name.trim() !== '') return;
  const got = typeof name === 'string' ? JSON.stringify(name) : String(name);
  throw new HalfcloseError('INVALID_OPTION', `lab.step() takes a name that is not empty, got ${got}`);
}

/**
 * Records how far the counters of every host have moved since this was called last. Who steers a host next need not
 * wait for it: an agent serves its requests in order, so that what was asked before has been read before. A host that
 * does not answer is left out: either it has died, which the scenario hears of, or the next reading tells this one's.
 */
export async function recordCounters(lab: Lab): Promise<void> {
  await Promise.allSettled(lab.hosts.map((host) => recordOf(host, lab)));
}

async function recordOf(host: LabHost, { recorder }: Lab): Promise<void> {
  const news = await host.counterNews();
  if (!news) return;
  const [at, since] = [recorder.toLabTime(news.at), recorder.toLabTime(news.since)];
  recorder.record({ probe: 'counters', host: host.name, at, since, deltas: news.deltas });
}
