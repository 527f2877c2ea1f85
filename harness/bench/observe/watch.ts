import { setTimeout as pause } from 'node:timers/promises';
import { KernelTrace } from '../../lab/kernel-trace.ts';
import { monotonicMs } from '../../model/clock.ts';
import { percentile } from '../figures.ts';
import { MEASUREMENT_DEADLINE_MS, within } from '../load/deadline.ts';
import type { NotRun, Values } from '../values.ts';
import type { Amounts } from './amounts.ts';
import { HalfCloses } from './half-closes.ts';
import { hostPair, type HostPair } from './pair.ts';
import type { Watcher, Watching } from './watchers.ts';

/** The greatest pause before a half-close: they have to fall on all parts of a loop that the one before has ended. */
const PHASE_MS = 10;
/** Its multiples fall evenly between whole numbers. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** How soon a watcher knows, and what its watching costs while nothing happens. */
export async function measureWatcher(watcher: Watcher, amounts: Amounts): Promise<Values> {
  const why = await watcher.backend.check().then(() => undefined, reasonOf);
  if (why !== undefined) return notRun(why);
  const pair = await hostPair(watcher.backend);
  try {
    if (!(await sharesClock(pair))) return notRun("its hosts' kernel is another machine's");
    return await measure(watcher, pair, amounts);
  } finally {
    await pair.end();
  }
}

async function measure(watcher: Watcher, pair: HostPair, amounts: Amounts): Promise<Values> {
  const idle = await cpuPerSecond(watcher, amounts);
  const watching = await watcher.start(pair);
  try {
    const busy = await cpuPerSecond(watcher, amounts);
    const taken = await timesUntilKnown(watcher, watching, pair, amounts);
    if (typeof taken === 'string') return notRun(taken);
    return {
      knownP50Ms: percentile(taken, 50),
      knownP99Ms: percentile(taken, 99),
      cpuMsPerSecond: busy - idle,
    };
  } finally {
    await watching.end();
  }
}

async function cpuPerSecond(watcher: Watcher, { watchMs }: Amounts): Promise<number> {
  const [cpu, began] = [watcher.cpuMs(), monotonicMs()];
  await pause(watchMs);
  return (watcher.cpuMs() - cpu) / ((monotonicMs() - began) / 1_000);
}

/** Milliseconds from the kernel's own time of each change to its being known; or why there is no such time. */
async function timesUntilKnown(
  watcher: Watcher,
  watching: Watching,
  pair: HostPair,
  amounts: Amounts,
): Promise<number[] | string> {
  const trace = KernelTrace.join(watcher.backend);
  try {
    await trace.ready;
    if (!trace.isOn) return trace.gap ?? 'no trace';
    const halfCloses = await HalfCloses.start(pair, trace);
    const taken: number[] = [];
    for (let count = 0; count < watcher.changes(amounts); count++) {
      const one = halfCloses.one(async ({ port, change, halfClose }) => {
        const known = watching.untilKnown(port, change);
        await pause(((count * GOLDEN) % 1) * PHASE_MS);
        await halfClose();
        return (await known) - (await change).at;
      });
      taken.push(await within(MEASUREMENT_DEADLINE_MS, `${watcher.name}: a half-close`, one));
    }
    return taken;
  } finally {
    trace.leave();
  }
}

/** Whether the hosts' CLOCK_MONOTONIC is this process's. */
async function sharesClock({ server: { agent } }: HostPair): Promise<boolean> {
  const asked = monotonicMs();
  const { at } = await agent.request('hello', {});
  return asked <= at && at <= monotonicMs();
}

function notRun(why: string): Values {
  const text: NotRun = `not run: ${why}`;
  return { knownP50Ms: text, knownP99Ms: text, cpuMsPerSecond: text };
}

function reasonOf(error: unknown): string {
  return (error as Error).message.split('\n')[0] ?? '';
}
