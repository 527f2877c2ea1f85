import { isSame } from '../../harness/model/explanation/addresses.ts';
import type { Observation, TracedReset, TracedSegment } from '../../harness/model/observation.ts';
import type { SocketAddress } from '../../harness/model/socket-row.ts';
import type { Rung } from './rung.ts';

/** What the kernel's trace told of segments. */
export type TracedRung = TracedReset | TracedSegment;

/** The same moment by two clocks of one host: a kernel traces a segment microseconds after it has given it to the device. */
const SAME_MOMENT_MS = 5;

/** What the trace told of each rung, and what it told of segments that are none. */
export interface Traces {
  readonly of: ReadonlyMap<Rung, readonly TracedRung[]>;
  readonly uncaptured: readonly TracedRung[];
}

/** Brings what the trace told to the rungs, each to the nearest in time that fits. */
export function tracesOf(timeline: readonly Observation[], rungs: readonly Rung[]): Traces {
  const found = new Map<Rung, TracedRung[]>();
  const uncaptured: TracedRung[] = [];
  for (const event of timeline) {
    if (event.probe !== 'trace' || event.kind === 'state') continue;
    const isFree = (rung: Rung) => !found.get(rung)?.some(({ kind }) => kind === event.kind);
    const rung = nearest(
      rungs.filter((each) => fits(each, event) && isFree(each)),
      event,
    );
    if (rung) found.set(rung, [...(found.get(rung) ?? []), event]);
    else uncaptured.push(event);
  }
  return { of: found, uncaptured };
}

function nearest(rungs: readonly Rung[], event: TracedRung): Rung | undefined {
  return rungs.reduce<Rung | undefined>(
    (best, each) => (best && distance(best, event) <= distance(each, event) ? best : each),
    undefined,
  );
}

/** From when its host's device had it to the event. */
function distance(rung: Rung, { kind, at }: TracedRung): number {
  const passed = kind === 'reset-received' ? arrivalOf(rung) : rung.left;
  return passed === undefined ? Infinity : Math.abs(at - passed);
}

/** Past the faults that let it go later. */
function arrivalOf({ came, touches }: Rung): number | undefined {
  return touches.at(-1)?.at ?? came;
}

function fits(rung: Rung, event: TracedRung): boolean {
  const { kind, host, local, peer } = event;
  const isIn = kind === 'reset-received';
  return (
    !(rung.forged && !isIn) &&
    rung.flags.includes('RST') === (kind !== 'retransmitted') &&
    (isIn ? rung.receiver : rung.sender) === host &&
    isSameOrAny(local, isIn ? rung.to : rung.from) &&
    isSameOrAny(peer, isIn ? rung.from : rung.to) &&
    distance(rung, event) <= SAME_MOMENT_MS
  );
}

/** A listener on any address is traced without one. */
function isSameOrAny(traced: SocketAddress, end: SocketAddress): boolean {
  const { address, port } = traced;
  const isAny = ['0.0.0.0', '::', '*'].includes(address);
  return isAny ? port === 0 || port === end.port : isSame(traced, end);
}
