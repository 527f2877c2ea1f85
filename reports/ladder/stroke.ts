import { fateOf } from './fate.ts';
import type { SegmentEvent } from './rows.ts';
import type { Rung } from './rung.ts';

/** How a rung is drawn, in hundredths of the diagram's width. */
export interface Stroke {
  /** Of the sender and the receiver; where none of the hosts has the address, at the diagram's edge. */
  readonly start: number;
  readonly end: number;
  /** Where the arrow begins and ends: what a fault kept, or did away with, does not get to the receiver. */
  readonly from: number;
  readonly to: number;
  /** What is at its end: `open` where it is not known whether it came. */
  readonly mark: 'head' | 'cross' | 'pause' | 'open';
}

/** How far on its way a segment is kept, and where it is lost or out of sight. */
const KEPT = 0.7;
const LOST = 0.85;

/** What leaves the hosts of the scenario goes off the left edge: there is no lifeline. */
const OUTSIDE = 3;

export function strokeOf(rung: Rung, kind: SegmentEvent['kind'], columns: readonly string[]): Stroke {
  const place = (host: string | undefined) => {
    const column = host === undefined ? -1 : columns.indexOf(host);
    return column < 0 ? OUTSIDE : (100 * (column + 0.5)) / columns.length;
  };
  const [start, end] = [place(rung.sender), place(rung.receiver)];
  const on = (share: number) => start + share * (end - start);
  const isFromWire = kind === 'let go' || rung.isPiece || isCopy(rung);
  const ends = endOf(rung, kind);
  return { start, end, from: isFromWire ? on(KEPT) : start, to: on(ends.share), mark: ends.mark };
}

/** Made by the receiver's own wire, so that it left nobody. */
function isCopy({ forged, left, came }: Rung): boolean {
  return forged && left === undefined && came === undefined;
}

function endOf(rung: Rung, kind: SegmentEvent['kind']): { share: number; mark: Stroke['mark'] } {
  const fate = kind === 'let go' ? 'came' : fateOf(rung);
  if (fate === 'lost') return { share: LOST, mark: 'cross' };
  if (fate === 'unseen') return { share: LOST, mark: 'open' };
  if (fate === 'late' || fate === 'waiting') return { share: rung.isPiece ? LOST : KEPT, mark: 'pause' };
  return { share: 1, mark: 'head' };
}
