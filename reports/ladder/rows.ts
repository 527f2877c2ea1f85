import { fateOf, lettingGo } from './fate.ts';
import type { Rung } from './rung.ts';

/** A rung as it is sent; what a fault kept for a while is there once more, as it is let go. */
export interface SegmentEvent {
  readonly kind: 'sent' | 'let go';
  readonly at: number;
  readonly rung: Rung;
}

/** That nothing happens for so long. */
interface Gap {
  readonly kind: 'gap';
  readonly at: number;
  readonly ms: number;
}

/** A line of the diagram. */
export type Row = SegmentEvent | Gap;

/** Longer pauses are shown as such. */
const GAP_MS = 100;

/** How far from an instant the row may be that shows it: what is further off is another moment. */
const NEAR_MS = GAP_MS;

/** The first `most` rows in order of time, gaps not counted. */
export function rowsOf(rungs: readonly Rung[], most: number): Row[] {
  const events = eventsOf(rungs).slice(0, most);
  return events.flatMap((event, index) => {
    const before = events[index - 1];
    const ms = before ? event.at - before.at : 0;
    return ms > GAP_MS && before ? [{ kind: 'gap', at: before.at, ms }, event] : [event];
  });
}

/** How many rows there are in all, gaps not counted. */
export function countRows(rungs: readonly Rung[]): number {
  return eventsOf(rungs).length;
}

function eventsOf(rungs: readonly Rung[]): SegmentEvent[] {
  return rungs
    .flatMap((rung) => {
      const sent = { kind: 'sent' as const, at: rung.at, rung };
      const later = fateOf(rung) === 'late' ? lettingGo(rung) : undefined;
      return later ? [sent, { kind: 'let go' as const, at: later.at, rung }] : [sent];
    })
    .sort((a, b) => a.at - b.at);
}

/** The place of the row that shows what happened at this instant; undefined where none does. */
export function nearestRow(rows: readonly Row[], instant: number | undefined): number | undefined {
  if (instant === undefined) return undefined;
  let nearest: number | undefined;
  let least = NEAR_MS;
  rows.forEach((row, index) => {
    const distance = Math.abs(row.at - instant);
    if (row.kind === 'gap' || distance > least) return;
    if (nearest !== undefined && distance === least) return;
    [nearest, least] = [index, distance];
  });
  return nearest;
}

/** The place of the row that a key leads to from another: an arrow, Home or End. Gaps are passed over. */
export function stepFrom(rows: readonly Row[], place: number | undefined, key: string): number | undefined {
  const places = rows.flatMap(({ kind }, index) => (kind === 'gap' ? [] : [index]));
  if (key === 'Home') return places[0];
  if (key === 'End') return places.at(-1);
  if (place === undefined) return undefined;
  if (key === 'ArrowDown') return places.find((each) => each > place);
  return key === 'ArrowUp' ? places.findLast((each) => each < place) : undefined;
}
