import type { TracedSegment, TraceObservation } from './observation.ts';

/**
 * The RST that ended a connection, of all that its kernel traced of one end. tcp_reset() is also what ends a socket for
 * which data comes after it was closed, though no RST came: that one sends a RST itself, which nothing does that was reset
 * (RFC 9293 section 3.10.7.1; discoveries/traced-resets-that-never-came.md).
 */
export function resetTaken(traced: readonly TraceObservation[]): TracedSegment | undefined {
  const answered = traced.some(
    (each) => each.kind === 'reset-sent' && each.by === 'segment' && each.state === 'CLOSED',
  );
  if (answered) return undefined;
  return traced.find((each): each is TracedSegment => each.kind === 'reset-received');
}
