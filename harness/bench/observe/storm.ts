import { netnsBackend } from '../../backend/netns/netns-backend.ts';
import { KernelTrace } from '../../lab/kernel-trace.ts';
import { EAGER_LOOK_PAUSE_MS } from '../../model/deadlines.ts';
import type { StateEvent } from '../../observe/trace/trace-event.ts';
import { enter } from '../load/enter.ts';
import { StormLoad } from '../load/storm-load.ts';
import { treeCpuMs } from '../tree-cpu.ts';
import type { Values } from '../values.ts';
import { STORM_PER_SECOND, type Amounts } from './amounts.ts';
import { completePaths } from './paths.ts';
import { hostPair, type HostPair } from './pair.ts';

export type StormName = 'stormOff' | 'stormTrace' | 'stormSs' | 'stormBoth';

export interface Storm {
  readonly name: StormName;
  readonly trace: boolean;
  readonly ss: boolean;
}

export const STORMS: readonly Storm[] = [
  { name: 'stormOff', trace: false, ss: false },
  { name: 'stormTrace', trace: true, ss: false },
  { name: 'stormSs', trace: false, ss: true },
  { name: 'stormBoth', trace: true, ss: true },
];

/** Connections that are opened and closed as fast as STORM_PER_SECOND, watched in that way. */
export async function measureStorm(storm: Storm, amounts: Amounts): Promise<Values> {
  const pair = await hostPair(netnsBackend);
  const trace = storm.trace ? KernelTrace.join(netnsBackend) : undefined;
  try {
    await trace?.ready;
    if (trace && !trace.isOn) return { connectionsPerSecond: `not run: ${trace.gap ?? 'no trace'}` };
    if (storm.ss) await pair.server.agent.request('cadence', { pauseMs: EAGER_LOOK_PAUSE_MS, watched: true });
    const told = trace ? listen(trace, pair) : undefined;
    const values = await rush(pair, amounts);
    return { ...values, ...(trace && told ? await traced(trace, told, amounts) : {}) };
  } finally {
    trace?.leave();
    await pair.end();
  }
}

async function rush({ server, client }: HostPair, { stormConnections }: Amounts): Promise<Values> {
  const load = await StormLoad.start({
    host: server.ipv4,
    servers: await enter(server.identity.pid ?? 0, ['-n']),
    clients: await enter(client.identity.pid ?? 0, ['-n']),
  });
  try {
    const cpuBefore = treeCpuMs(process.pid, load.pids);
    const seconds = await load.rush(stormConnections, STORM_PER_SECOND);
    const cpu = treeCpuMs(process.pid, load.pids) - cpuBefore;
    return { connectionsPerSecond: stormConnections / seconds, cpuMsPerSecond: cpu / seconds };
  } finally {
    await load.end();
  }
}

/** What the trace tells of either host, as it comes. */
function listen(trace: KernelTrace, { server, client }: HostPair): StateEvent[] {
  const events: StateEvent[] = [];
  for (const { ipv4 } of [server, client]) {
    trace.claim(ipv4, (event) => {
      if (event.kind === 'state') events.push(event);
    });
  }
  return events;
}

async function traced(
  trace: KernelTrace,
  events: readonly StateEvent[],
  { stormConnections }: Amounts,
): Promise<Values> {
  await trace.flush();
  return {
    lostEvents: trace.gap === undefined || trace.lost > 0 ? trace.lost : `not run: ${trace.gap}`,
    completePercent: (100 * completePaths(events)) / stormConnections,
  };
}
