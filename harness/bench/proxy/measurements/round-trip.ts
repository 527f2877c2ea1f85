import { percentile } from '../../figures.ts';
import type { Amounts, Measurement } from '../measurement.ts';

/** 64 bytes to the echo and back. */
export function roundTrip({ roundTrips }: Amounts): Measurement {
  return {
    title: 'round trip',
    figures: [
      { name: 'roundTripP50Us', label: 'round trip of 64 bytes, p50 (µs)', better: 'less' },
      { name: 'roundTripP99Us', label: 'round trip of 64 bytes, p99 (µs)', better: 'less' },
    ],
    run: async ({ echo }, load) => {
      await load.do('open', echo, 1);
      await load.do('roundTrips', Math.ceil(roundTrips / 10));
      const taken = await load.do('roundTrips', roundTrips);
      await load.do('close');
      return { roundTripP50Us: percentile(taken, 50), roundTripP99Us: percentile(taken, 99) };
    },
  };
}
