import { tellRetransmissions } from '../../harness/model/exchange.ts';
import type { CapturedSegment, Observation } from '../../harness/model/observation.ts';
import { endsKey } from './connections.ts';
import { segmentKey } from './rung.ts';

/** A segment in the captures of its two hosts; at least one of them has it. */
export interface Crossing {
  readonly out: CapturedSegment | undefined;
  readonly in: CapturedSegment | undefined;
  readonly again: boolean;
}

/** Brings together what one host sent and another got: the first copy of a segment with the first, and so on. */
export function crossingsOf(timeline: readonly Observation[]): Crossing[] {
  const captured = timeline.filter((each) => each.probe === 'capture');
  const again = retransmissionsIn(captured);
  return [...Map.groupBy(captured, segmentKey).values()].flatMap((copies) => {
    const sent = copies.filter(({ direction }) => direction === 'out');
    const got = copies.filter(({ direction }) => direction === 'in');
    return Array.from({ length: Math.max(sent.length, got.length) }, (_none, nth) => {
      const pair = { out: sent[nth], in: got[nth] };
      return { ...pair, again: [pair.out, pair.in].some((each) => each && again.has(each)) };
    });
  });
}

/** What we made up says nothing of what a kernel had sent before. */
function retransmissionsIn(captured: readonly CapturedSegment[]): Set<CapturedSegment> {
  const genuine = captured.filter(({ forged }) => !forged);
  const byConnection = Map.groupBy(genuine, (each) => `${each.host} ${endsKey(each)}`);
  return new Set(
    [...byConnection.values()].flatMap((segments) => {
      const told = tellRetransmissions(segments);
      return segments.filter((_segment, index) => told[index]?.again);
    }),
  );
}
