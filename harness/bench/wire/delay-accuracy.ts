import { percentile } from '../figures.ts';
import type { Load } from '../load/load.ts';
import type { NotRun, Values } from '../values.ts';
import { DELAY_MS } from './amounts.ts';

/** Round trips without the delay, to know what a trip takes anyhow. */
const PLAIN_TRIPS = 500;

/**
 * By how much a round trip is too long or too short under a delay of its one half: what the delay adds, against what
 * it was told to add. Measured at the ends, so that all that a delay costs beside its own time counts, such as the way
 * through the queue; what the wire itself writes down are times of the clock by which it lets segments go.
 */
export async function measureDelay(
  load: Load,
  trips: number,
  putDelay: () => Promise<NotRun | undefined>,
): Promise<Values> {
  await load.do('open', load.servers.echo, 1);
  const plainUs = percentile(await load.do('roundTrips', PLAIN_TRIPS), 50);
  const notRun = await putDelay();
  const taken = notRun === undefined ? await load.do('roundTrips', trips) : [];
  await load.do('close');
  const errors = taken.map((us) => Math.abs((us - plainUs) / 1_000 - DELAY_MS));
  return {
    delayErrorP50Ms: notRun ?? percentile(errors, 50),
    delayErrorP99Ms: notRun ?? percentile(errors, 99),
  };
}
