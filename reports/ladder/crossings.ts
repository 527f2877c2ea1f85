import { tellRetransmissions } from '../../harness/model/exchange.ts';
import type { CapturedSegment, Observation } from '../../harness/model/observation.ts';
import { endsKey } from './connections.ts';
import { segmentKey } from './rung.ts';

/** A segment in the captures of its two hosts. */
export interface Crossing {
  /** As its sender's capture shows it, or else its receiver's. */
  readonly segment: CapturedSegment;
  readonly out: CapturedSegment | undefined;
  readonly in: CapturedSegment | undefined;
  readonly again: boolean;
}

/** Brings together what one host sent and another got: the first copy of a segment with the first, and so on. */
export function crossingsOf(timeline: readonly Observation[]): Crossing[] {
  const captured = timeline.filter((each) => each.probe === 'capture');
  const again = retransmissionsIn(captured);
  const alike = Map.groupBy(captured, (each) => `${segmentKey(each)} ${String(each.forged)}`);
  return [...alike.values()].flatMap((copies) => {
    const sent = copies.filter(({ direction }) => direction === 'out');
    const got = copies.filter(({ direction }) => direction === 'in');
    const longer = sent.length > got.length ? sent : got;
    return longer.map((either, nth) => {
      const pair = { out: sent[nth], in: got[nth] };
      const isAgain = [pair.out, pair.in].some((each) => each && again.has(each));
      return { ...pair, segment: pair.out ?? either, again: isAgain };
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
