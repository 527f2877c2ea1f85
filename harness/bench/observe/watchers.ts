import type { Backend } from '../../backend/backend.ts';
import { dockerBackend } from '../../backend/docker/docker-backend.ts';
import { netnsBackend } from '../../backend/netns/netns-backend.ts';
import { KernelTrace } from '../../lab/kernel-trace.ts';
import { monotonicMs } from '../../model/clock.ts';
import { EAGER_LOOK_PAUSE_MS, IDLE_LOOK_PAUSE_MS } from '../../model/deadlines.ts';
import { machineCpuSeconds } from '../machine.ts';
import { treeCpuMs } from '../tree-cpu.ts';
import type { Amounts } from './amounts.ts';
import { ByPort } from './by-port.ts';
import { startExecLoop } from './exec-loop.ts';
import type { TracedChange } from './half-closes.ts';
import type { HostPair } from './pair.ts';

export type WatcherName = 'trace' | 'ss' | 'dockerExec';

/** Somebody who watches the server. */
export interface Watching {
  /** Resolves to when it was known here that the server's connection with the client at `port` is in CLOSE_WAIT. */
  untilKnown(port: number, change: Promise<TracedChange>): Promise<number>;
  end(): Promise<void>;
}

export interface Watcher {
  readonly name: WatcherName;
  readonly backend: Backend;
  readonly changes: (amounts: Amounts) => number;
  start(pair: HostPair): Promise<Watching>;
  /** Milliseconds of processor time so far in which its own are: what is not is counted while nobody watches. */
  cpuMs(): number;
}

/** The processes of the netns backend's hosts and of its observer descend from this one. */
const ofThisTree = () => treeCpuMs(process.pid);

export const WATCHERS: readonly Watcher[] = [
  {
    ...{ name: 'trace', backend: netnsBackend, start: startTrace },
    ...{ changes: ({ halfCloses }) => halfCloses, cpuMs: ofThisTree },
  },
  {
    ...{ name: 'ss', backend: netnsBackend, start: startLooks },
    ...{ changes: ({ halfCloses }) => halfCloses, cpuMs: ofThisTree },
  },
  {
    ...{ name: 'dockerExec', backend: dockerBackend, start: startExecLoop },
    ...{ changes: ({ halfClosesByExec }) => halfClosesByExec, cpuMs: () => machineCpuSeconds() * 1_000 },
  },
];

async function startTrace(): Promise<Watching> {
  const trace = KernelTrace.join(netnsBackend);
  await trace.ready;
  return {
    untilKnown: async (_port, change) => (await change).arrivedAt,
    end: () => {
      trace.leave();
      return Promise.resolve();
    },
  };
}

/** As often as a waiting matcher has them. */
async function startLooks({ server: { agent } }: HostPair): Promise<Watching> {
  const known = new ByPort<number>();
  agent.onEvent((event) => {
    if (event.event !== 'look') return;
    const now = monotonicMs();
    for (const { state, peer } of event.seen) if (state === 'CLOSE_WAIT') known.tell(peer.port, now);
  });
  await agent.request('cadence', { pauseMs: EAGER_LOOK_PAUSE_MS, watched: true });
  const end = async () => {
    await agent.request('cadence', { pauseMs: IDLE_LOOK_PAUSE_MS, watched: false });
  };
  return { untilKnown: (port) => known.until(port), end };
}
