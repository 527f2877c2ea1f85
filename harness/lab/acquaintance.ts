import type { Host } from '../backend/backend.ts';
import { monotonicMs } from '../model/clock.ts';
import type { HostEvidence } from '../model/evidence.ts';
import type { HelloReply } from '../model/protocol.ts';
import { HostCounters } from './host-counters.ts';

/** What is known of a host before anything happens there. */
export interface Acquaintance {
  readonly hello: HelloReply;
  readonly clock: HostEvidence['clock'];
  readonly counters: HostCounters;
}

/** Asks the agent of a host that the backend has just made. */
export async function meet({ agent }: Host): Promise<Acquaintance> {
  // The first answer comes when the program has loaded; the next one measures the clock, not the loading.
  const counters = await HostCounters.open(agent);
  const asked = monotonicMs();
  const hello = await agent.request('hello', {});
  return { hello, clock: compareClocks(asked, hello.at, monotonicMs()), counters };
}

/** Cristian's algorithm. On one kernel both clocks are the same, which the reading must then allow for. */
function compareClocks(asked: number, theirs: number, answered: number): HostEvidence['clock'] {
  const uncertaintyMs = (answered - asked) / 2;
  const offsetMs = theirs - (asked + uncertaintyMs);
  return { offsetMs: Math.abs(offsetMs) <= uncertaintyMs ? 0 : offsetMs, uncertaintyMs };
}
