import type { CapturedSegment } from './observation.ts';
import { flagBits, sequenceDistance, sequenceLength, sequencePlus, type TcpFlag } from './segment.ts';

/** A segment as a capture shows it, told apart from what was sent before. */
export interface ExchangedSegment extends Pick<CapturedSegment, 'direction' | 'flags' | 'length'> {
  readonly relativeSeq?: number | undefined;
  readonly relativeAck?: number | undefined;
  /** Whether all of it had been sent before: a retransmission. */
  readonly again: boolean;
}

/** A segment as an expectation names it: what it does not name is not compared. */
export interface WantedSegment {
  readonly from: ExchangedSegment['direction'];
  readonly flags: readonly TcpFlag[];
  readonly seq?: number | undefined;
  readonly ack?: number | undefined;
  readonly length?: number | undefined;
  readonly again: boolean;
}

/** The flags that say what a segment is; the others are compared only where they are named. */
const TELLING: readonly TcpFlag[] = ['FIN', 'SYN', 'RST', 'ACK'];

/** Tells the retransmissions among one connection's segments, which are given in order. */
export function tellRetransmissions(segments: readonly CapturedSegment[]): ExchangedSegment[] {
  const sent = new Map<string, number>();
  return segments.map((segment) => {
    const { connection, direction, flags, length, seq } = segment;
    const key = `${direction} ${String(connection)}`;
    const space = sequenceLength({ flags: flagBits(flags), payload: { length } });
    const end = sequencePlus(seq, space);
    const last = sent.get(key);
    const again = space > 0 && last !== undefined && sequenceDistance(end, last) <= 0;
    if (space > 0 && !again) sent.set(key, end);
    return { ...segment, again };
  });
}

export interface Run {
  readonly found: boolean;
  /** How many of the wanted segments, from the first on, came in order at best. */
  readonly came: number;
  /** What came instead of the next one; undefined where nothing did. */
  readonly instead: ExchangedSegment | undefined;
}

/**
 * Whether the wanted segments came in this order with nothing between them but acknowledgements without data and
 * retransmissions, which the receiver's timers decide on, unless they are wanted themselves.
 */
export function findRun(segments: readonly ExchangedSegment[], wanted: readonly WantedSegment[]): Run {
  let counts = new Set([0]);
  let best: Omit<Run, 'found'> = { came: 0, instead: undefined };
  for (const segment of segments) {
    const next = new Set([0]);
    for (const came of counts) {
      const expected = wanted[came];
      if (expected && isLike(segment, expected)) next.add(came + 1);
      if (came > 0 && (segment.again || isPureAck(segment))) next.add(came);
    }
    const [most, before] = [Math.max(...next), Math.max(...counts)];
    if (most >= best.came) best = { came: most, instead: undefined };
    else if (before === best.came && before > 0) best = { came: before, instead: best.instead ?? segment };
    if (next.has(wanted.length)) return { found: true, came: wanted.length, instead: undefined };
    counts = next;
  }
  return { found: false, ...best };
}

function isPureAck({ flags, length }: ExchangedSegment): boolean {
  return length === 0 && flags.includes('ACK') && !flags.some((flag) => ['FIN', 'SYN', 'RST'].includes(flag));
}

function isLike(segment: ExchangedSegment, wanted: WantedSegment): boolean {
  return (
    segment.direction === wanted.from &&
    segment.again === wanted.again &&
    TELLING.every((flag) => segment.flags.includes(flag) === wanted.flags.includes(flag)) &&
    wanted.flags.every((flag) => segment.flags.includes(flag)) &&
    (wanted.seq === undefined || segment.relativeSeq === wanted.seq) &&
    (wanted.ack === undefined || segment.relativeAck === wanted.ack) &&
    hasLength(segment, wanted)
  );
}

/** Data has to be named, by its length or by the PSH that a kernel marks it with. */
function hasLength({ length }: ExchangedSegment, wanted: WantedSegment): boolean {
  if (wanted.length !== undefined) return length === wanted.length;
  return length === 0 || wanted.flags.includes('PSH');
}
