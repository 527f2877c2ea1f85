import type { Amounts, Measurement } from '../measurement.ts';
import { bandwidthAccuracy } from './bandwidth-accuracy.ts';
import { latencyAccuracy } from './latency-accuracy.ts';
import { memory } from './memory.ts';
import { roundTrip } from './round-trip.ts';
import { setUpRate } from './set-up-rate.ts';
import { throughput } from './throughput.ts';

const LATENCIES_MS = [1, 5, 10, 50];
const RATES_KB = [1, 100, 10_000, 100_000, 500_000];

/** Some ten seconds a contender and round. */
export const FULL: Amounts = {
  bytes: 2e9,
  connections: 100,
  roundTrips: 5_000,
  idleConnections: 1_000,
  setUps: 2_000,
  latencyMs: 1_000,
  bandwidthMs: 1_000,
};

/** Memory first, while the proxies have done nothing else. */
export function measurements(amounts: Amounts): Measurement[] {
  return [
    memory(amounts),
    throughput(1, amounts),
    throughput(amounts.connections, amounts),
    roundTrip(amounts),
    setUpRate(amounts),
    ...LATENCIES_MS.map((ms) => latencyAccuracy(ms, amounts)),
    ...RATES_KB.map((rate) => bandwidthAccuracy(rate, amounts)),
  ];
}
