import { fateOf, lettingGo } from './fate.ts';
import type { Rung } from './rung.ts';

/** A rung as it is sent; what a fault kept for a while is there once more, as it is let go. */
export interface SegmentEvent {
  readonly kind: 'sent' | 'let go';
  readonly at: number;
  readonly rung: Rung;
}

/** A line of the diagram. */
export interface Row extends SegmentEvent {
  /** For how many milliseconds nothing had happened before it; undefined where that is not worth telling. */
  readonly pauseMs: number | undefined;
}

/** Longer pauses are shown as such. */
const PAUSE_MS = 100;

/** How far from an instant the row may be that shows it: what is further off is another moment. */
const NEAR_MS = PAUSE_MS;

/** All rows in order of time. */
export function rowsOf(rungs: readonly Rung[]): Row[] {
  const events = eventsOf(rungs);
  return events.map((event, place) => {
    const ms = event.at - (events[place - 1]?.at ?? event.at);
    return { ...event, pauseMs: ms > PAUSE_MS ? ms : undefined };
  });
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
    if (distance > least) return;
    if (nearest !== undefined && distance === least) return;
    [nearest, least] = [index, distance];
  });
  return nearest;
}
