import { percentile } from '../../figures.ts';
import type { Amounts, Measurement } from '../measurement.ts';
import { withToxic } from './with-toxic.ts';

/** Round trips without the toxic, to know what a trip takes anyhow. */
const PLAIN_TRIPS = 200;

/**
 * By how much a trip is too long or too short: what the toxic adds to it, against what it was told to add. That a core
 * has gone to sleep meanwhile and takes its time to wake is part of it, and the same for every proxy.
 */
export function latencyAccuracy(ms: number, { latencyMs }: Amounts): Measurement {
  const trips = Math.ceil(latencyMs / (ms + 1));
  const [p50, p99] = [`latency${String(ms)}msErrorP50Ms`, `latency${String(ms)}msErrorP99Ms`] as const;
  return {
    title: `latency of ${String(ms)} ms`,
    figures: [
      { name: p50, label: `latency of ${String(ms)} ms, error p50 (ms)`, better: 'less' },
      { name: p99, label: `latency of ${String(ms)} ms, error p99 (ms)`, better: 'less' },
    ],
    run: async ({ echo, proxy }, load) => {
      if (!proxy) return {};
      await load.do('open', echo, 1);
      const plainUs = percentile(await load.do('roundTrips', PLAIN_TRIPS), 50);
      const taken = await withToxic(proxy.echo, 'latency', { latency: ms, jitter: 0 }, () =>
        load.do('roundTrips', trips),
      );
      await load.do('close');
      if (typeof taken === 'string') return { [p50]: taken, [p99]: taken };
      const errors = taken.map((us) => Math.abs((us - plainUs) / 1_000 - ms));
      return { [p50]: percentile(errors, 50), [p99]: percentile(errors, 99) };
    },
  };
}
