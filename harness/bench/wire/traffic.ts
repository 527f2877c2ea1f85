import { percentile } from '../figures.ts';
import type { Load } from '../load/load.ts';
import { machineCpuSeconds } from '../machine.ts';
import type { Values } from '../values.ts';

/** Before the clock starts, so that buffers have grown and code is compiled. */
const WARM_UP_SHARE = 0.1;

interface Traffic {
  readonly roundTrips: number;
  readonly bytes: number;
  /** Segments that have had their verdict from TypeScript so far; undefined where none has one. */
  readonly judged?: () => Promise<number>;
}

/** One connection that talks, then one that carries bulk: the same whatever is on the way. */
export async function measureTraffic(load: Load, { roundTrips, bytes, judged }: Traffic): Promise<Values> {
  return { ...(await talk(load, roundTrips)), ...(await bulk(load, bytes, judged)) };
}

async function talk(load: Load, trips: number): Promise<Values> {
  await load.do('open', load.servers.echo, 1);
  await load.do('roundTrips', Math.ceil(trips * WARM_UP_SHARE));
  const cpuBefore = machineCpuSeconds();
  const taken = await load.do('roundTrips', trips);
  const cpu = machineCpuSeconds() - cpuBefore;
  await load.do('close');
  return {
    roundTripP50Us: percentile(taken, 50),
    roundTripP99Us: percentile(taken, 99),
    roundTripCpuUs: (cpu * 1e6) / trips,
  };
}

async function bulk(load: Load, bytes: number, judged: Traffic['judged']): Promise<Values> {
  await load.do('open', load.servers.source, 1);
  await load.do('fetch', Math.ceil(bytes * WARM_UP_SHARE));
  const [cpuBefore, judgedBefore] = [machineCpuSeconds(), await judged?.()];
  const seconds = await load.do('fetch', bytes);
  const [cpu, judgedAfter] = [machineCpuSeconds() - cpuBefore, await judged?.()];
  await load.do('close');
  const segments = judgedAfter === undefined ? undefined : judgedAfter - (judgedBefore ?? 0);
  return {
    throughputMBps: bytes / 1e6 / seconds,
    cpuSecondsPerGB: cpu / (bytes / 1e9),
    ...(segments === undefined ? {} : { segmentsPerSecond: segments / seconds }),
  };
}
