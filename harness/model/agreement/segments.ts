import type { HostEvidence, SocketEvidence } from '../evidence.ts';
import type { CapturedSegment, Observation, TraceObservation } from '../observation.ts';
import { connectionKey, type SocketAddress } from '../socket-row.ts';
import type { TcpState } from '../tcp-state.ts';
import { SLACK_MS } from './states.ts';

const ENDED_ITS_HALF: readonly TcpState[] = ['FIN_WAIT1', 'LAST_ACK', 'CLOSING'];

/**
 * Where what left a host's device and what the kernel traced of it do not fit together: RSTs that TCP sent and that did
 * not leave, and FINs of a socket that never ended its half. Both have to be whole. What we made up is left out. A RST
 * that left and was not traced is no contradiction: a host's packet filter sends RSTs too, behind TCP's back.
 */
export function disagreeingSegments(
  host: HostEvidence,
  sockets: readonly SocketEvidence[],
  timeline: readonly Observation[],
): string[] {
  const { state, dropped, leftOut } = host.capture;
  if (state !== 'on' || dropped > 0 || leftOut > 0) return [];
  const sent = timeline.filter(
    (each): each is CapturedSegment =>
      each.probe === 'capture' && each.host === host.name && each.direction === 'out' && !each.forged,
  );
  const traced = timeline.filter(
    (each): each is TraceObservation => each.probe === 'trace' && each.host === host.name,
  );
  return [...disagreeingResets(host, sent, traced), ...strayFins(host, sockets, sent, traced)];
}

/** The counters were read before either source was read to its end: until then both have to have all. */
function disagreeingResets(
  { name, countedAt }: HostEvidence,
  sent: readonly CapturedSegment[],
  traced: readonly TraceObservation[],
): string[] {
  const captured = sent.filter(({ flags }) => flags.includes('RST'));
  const reset = traced.filter(({ kind }) => kind === 'reset-sent');
  const until = (all: readonly { at: number }[], end: number) => all.filter(({ at }) => at <= end).length;
  const [soon, late] = [countedAt - SLACK_MS, countedAt + SLACK_MS];
  if (until(reset, soon) <= until(captured, late)) return [];
  const [inCapture, inTrace] = [until(captured, late), until(reset, late)].map(String);
  return [
    `${name}: the capture has ${inCapture ?? ''} RSTs that it sent, the kernel traced ${inTrace ?? ''}`,
  ];
}

function strayFins(
  { name, countedAt }: HostEvidence,
  sockets: readonly SocketEvidence[],
  sent: readonly CapturedSegment[],
  traced: readonly TraceObservation[],
): string[] {
  const ended = new Set(
    traced.flatMap((each) =>
      each.kind === 'state' && ENDED_ITS_HALF.includes(each.to) ? [connectionKey(each)] : [],
    ),
  );
  const known = new Set(
    sockets.flatMap(({ host, local, peer }) => (host === name && local && peer ? [keyOf(local, peer)] : [])),
  );
  const stray = sent.find(({ at, flags, from, to }) => {
    const key = keyOf(from, to);
    return at <= countedAt - SLACK_MS && flags.includes('FIN') && known.has(key) && !ended.has(key);
  });
  if (!stray) return [];
  return [
    `${name}: the capture has a FIN of ${keyOf(stray.from, stray.to)}, the kernel traced no end of its half`,
  ];
}

function keyOf(local: SocketAddress, peer: SocketAddress): string {
  return connectionKey({ local, peer });
}
