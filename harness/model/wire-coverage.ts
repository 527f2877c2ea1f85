import type { FaultAction, Range, SegmentSelection, WireEnd } from './wire.ts';

/** What decides for good over a segment: nothing that comes later in the order of faults sees it as it was meant. */
const FINAL: readonly FaultAction['kind'][] = ['drop', 'reject'];
const DECIDING: readonly FaultAction['kind'][] = [...FINAL, 'hold'];

interface FaultPlan {
  readonly selection: SegmentSelection;
  readonly action: FaultAction;
}

/** Whether a fault that is in force leaves no segment at all for what a new one wants to do. */
export function contradicts(inForce: FaultPlan, wanted: FaultPlan): boolean {
  const decides = FINAL.includes(inForce.action.kind)
    ? true
    : DECIDING.includes(inForce.action.kind) && DECIDING.includes(wanted.action.kind);
  return decides && covers(inForce.selection, wanted.selection);
}

/** Whether every segment that `inner` selects is certain to be selected by `outer`. */
export function covers(outer: SegmentSelection, inner: SegmentSelection): boolean {
  // A position is used up by what the outer fault has decided: the inner one counts those that come after.
  if (outer.asks || outer.position) return false;
  return (
    coversEnd(outer.from, inner.from) &&
    coversEnd(outer.to, inner.to) &&
    outer.flags.every((flag) => inner.flags.includes(flag)) &&
    outer.without.every((flag) => inner.without.includes(flag)) &&
    coversRange(outer.payload, inner.payload) &&
    coversRange(outer.seq, inner.seq) &&
    coversRange(outer.ack, inner.ack)
  );
}

function coversEnd(outer: WireEnd, inner: WireEnd): boolean {
  if (outer.port !== undefined && outer.port !== inner.port) return false;
  if (outer.addresses.length === 0) return true;
  return inner.addresses.length > 0 && inner.addresses.every((address) => outer.addresses.includes(address));
}

function coversRange(outer: Range | undefined, inner: Range | undefined): boolean {
  if (!outer) return true;
  return inner !== undefined && outer.min <= inner.min && inner.max <= outer.max;
}
