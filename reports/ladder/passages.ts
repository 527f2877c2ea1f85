import type { Observation, WireObservation } from '../../harness/model/observation.ts';
import type { Crossing } from './crossings.ts';
import { segmentKey, type Touch } from './rung.ts';

/** One segment's way past the faults of its receiver's wire: every verdict on it, in order. */
export interface Passage {
  readonly first: WireObservation;
  readonly touches: readonly Touch[];
}

/** The passages of a scenario: those of segments that a capture showed come in, and those that none did. */
export interface Passages {
  readonly of: ReadonlyMap<Crossing, Passage>;
  readonly uncaptured: readonly Passage[];
}

/** How far two clocks of one host's may be apart, in milliseconds: that of captures is good to some microseconds. */
const CLOCKS_APART_MS = 1;

/**
 * Finds the crossing of each passage. Not every copy of a segment is touched, so each is brought to the last that had
 * come by then; the latest passage first, since a verdict may come only after the next copy.
 */
export function passagesOf(timeline: readonly Observation[], crossings: readonly Crossing[]): Passages {
  const came = Map.groupBy(
    crossings.filter((each) => each.in),
    (each) => (each.in ? arrivalKey(each.in) : ''),
  );
  const found = new Map<Crossing, Passage>();
  const uncaptured: Passage[] = [];
  for (const passage of allPassages(timeline).reverse()) {
    const copies = came.get(arrivalKey({ ...passage.first, forged: isForged(passage.first) })) ?? [];
    const crossing = copies.findLast((each) => !found.has(each) && hasComeBy(each, passage.first.at));
    if (crossing) found.set(crossing, passage);
    else uncaptured.unshift(passage);
  }
  return { of: found, uncaptured };
}

export function isForged({ verdict }: WireObservation): true | undefined {
  return verdict === 'forged' ? true : undefined;
}

function allPassages(timeline: readonly Observation[]): Passage[] {
  const told = timeline.filter((each) => each.probe === 'wire');
  return [...Map.groupBy(told, ({ host, segment }) => `${host} ${String(segment)}`).values()].flatMap(
    (all) => {
      const [first] = all;
      const touches = all.map(({ at, fault, verdict, detail }) => ({ at, fault, verdict, detail }));
      return first ? [{ first, touches }] : [];
    },
  );
}

export function hasComeBy({ in: came }: Crossing, at: number): boolean {
  return came !== undefined && came.at <= at + CLOCKS_APART_MS;
}

function arrivalKey(
  segment: Parameters<typeof segmentKey>[0] & {
    readonly host: string;
    readonly forged?: true | undefined;
  },
): string {
  return `${segment.host} ${String(segment.forged)} ${segmentKey(segment)}`;
}
