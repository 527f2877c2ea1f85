import { isSame } from '../../harness/model/explanation/addresses.ts';
import type { CapturedSegment } from '../../harness/model/observation.ts';
import { sequenceDistance, sequencePlus } from '../../harness/model/segment.ts';
import type { Crossing } from './crossings.ts';
import { hasComeBy, type Passage } from './passages.ts';

type Numbers = Pick<CapturedSegment, 'seq' | 'length'>;

/** The captured segment that a touched one is a piece of. */
export function wholeOf({ first }: Passage, crossings: readonly Crossing[]): Crossing | undefined {
  return crossings.findLast(
    (crossing) =>
      crossing.in?.host === first.host &&
      isSame(crossing.in.from, first.from) &&
      isSame(crossing.in.to, first.to) &&
      hasComeBy(crossing, first.at) &&
      isWithin(first, crossing.in),
  );
}

/** What the piece is called where the whole has these relative numbers. */
export function numbersWithin(
  piece: Numbers,
  { seq, relativeSeq, relativeAck }: CapturedSegment,
): Pick<CapturedSegment, 'relativeSeq' | 'relativeAck'> {
  const offset = sequenceDistance(piece.seq, seq);
  return {
    relativeSeq: relativeSeq === undefined ? undefined : sequencePlus(relativeSeq, offset),
    relativeAck,
  };
}

function isWithin(piece: Numbers, whole: Numbers): boolean {
  const [pieceEnd, wholeEnd] = [piece, whole].map(({ seq, length }) => sequencePlus(seq, length));
  return (
    piece.length > 0 &&
    piece.length < whole.length &&
    sequenceDistance(piece.seq, whole.seq) >= 0 &&
    sequenceDistance(pieceEnd ?? 0, wholeEnd ?? 0) <= 0
  );
}
