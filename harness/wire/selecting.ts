import { flagBits, type Segment } from '../model/segment.ts';
import type { Position, Range, SegmentSelection, WireEnd } from '../model/wire.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type { Direction } from './direction.ts';

/** Whether a segment fits a selection, position and question apart. */
export function compileSelection(
  selection: SegmentSelection,
): (segment: Segment, direction: Direction) => boolean {
  const on = flagBits(selection.flags);
  const off = flagBits(selection.without);
  const { from, to, payload, seq, ack } = selection;
  return (segment, direction) =>
    (segment.flags & on) === on &&
    (segment.flags & off) === 0 &&
    isAt(segment.source, from) &&
    isAt(segment.destination, to) &&
    isIn(segment.payload.length, payload) &&
    isIn(seq && direction.relativeSeq(segment), seq) &&
    isIn(ack && direction.relativeAck(segment), ack);
}

/** `count` is 1 for the first segment that fits. */
export function isAtPosition(count: number, position: Position | undefined): boolean {
  if (!position) return true;
  if ('nth' in position) return count === position.nth;
  return 'first' in position ? count <= position.first : count > position.after;
}

function isAt({ address, port }: SocketAddress, end: WireEnd): boolean {
  if (end.port !== undefined && end.port !== port) return false;
  return end.addresses.length === 0 || end.addresses.includes(address);
}

function isIn(value: number | undefined, range: Range | undefined): boolean {
  if (!range) return true;
  return value !== undefined && value >= range.min && value <= range.max;
}
