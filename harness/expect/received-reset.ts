import type { LabHost } from '../lab/lab-host.ts';
import type { Ends, LabSocket } from '../lab/lab-socket.ts';
import type { TracedReset, TracedSegment, WireObservation } from '../model/observation.ts';
import { connectionKey, formatAddress, type SocketAddress } from '../model/socket-row.ts';
import { resetTaken } from '../model/reset-taken.ts';
import { isKeptAway } from '../model/wire.ts';
import { feltBy, resetsOf, type CountedResets } from './resets.ts';

/** What is known of a RST that a socket got, and of who may have sent it. */
export interface ReceivedReset {
  /** How it is known that it got one, as a message says it; undefined where nothing shows any. */
  readonly got: string | undefined;
  /** Only an error says so that other things than a RST give too. */
  readonly mayBeNone: boolean;
  /** Those that the kernel at the other end sent it before, and the wire let in. */
  readonly sent: readonly TracedReset[];
  /** A listener's RSTs are traced without the address that they go to, and these are not as many as were taken. */
  readonly isUncertain: boolean;
  /** How many the wire made up for it, or a fault answered it with. */
  readonly forged: number;
  readonly peer: (CountedResets & { readonly host: string }) | undefined;
  /** Why what the trace does not show proves nothing; undefined while it is whole. */
  readonly gap: string | undefined;
  /** It ended as a mini-socket: its kernel does not trace what RST ends one. */
  readonly endedAsMini: boolean;
}

export function factsOfReset(
  socket: LabSocket,
  peer: LabHost | undefined,
  count: CountedResets,
): ReceivedReset {
  const { ends, lab, track, name } = socket;
  const { gap } = lab.trace;
  const felt = gap === undefined ? undefined : feltBy(socket);
  const forged = ends ? segmentsOnWire(socket).filter((each) => isForged(each, ends)).length : 0;
  const taken = resetTakenBy(socket);
  const last = track.transitions().findLast(({ to }) => to !== 'CLOSED');
  return {
    got: taken ? `${name} got a RST` : felt && `${name} got ${felt}`,
    ...(ends && peer ? sentTo(socket, ends, peer, taken) : NONE_SENT),
    // ECONNREFUSED is what ICMP gives too, EPIPE what one's own FIN gives.
    mayBeNone: !taken && forged === 0 && felt !== undefined && felt !== 'ECONNRESET',
    forged,
    peer: peer && { ...count, host: peer.name },
    gap,
    endedAsMini: track.state === 'CLOSED' && last !== undefined && last.form !== 'socket',
  };
}

type SentTo = Pick<ReceivedReset, 'sent' | 'isUncertain'>;

const NONE_SENT: SentTo = { sent: [], isUncertain: false };

function sentTo(socket: LabSocket, ends: Ends, peer: LabHost, taken: TracedSegment | undefined): SentTo {
  const before = resetsOf(peer).filter((each) => isSame(each.local, ends.peer) && canHaveCaused(each, taken));
  const sent = before.filter((each) => isSame(each.peer, ends.local));
  // The wire tells how many it kept away; which of several those were makes no difference here.
  const letIn = sent.slice(keptAway(socket, ends));
  if (letIn.length > 0) return { sent: letIn, isUncertain: false };
  const ofListener = before.filter((each) => each.state === 'LISTEN');
  const takers = socket.lab.sockets.filter((each) => each.ends && isSame(each.ends.peer, ends.peer));
  const took = takers.filter((each) => resetTakenBy(each) !== undefined).length;
  return { sent: ofListener, isUncertain: ofListener.length > 0 && ofListener.length !== took };
}

/** What answers a segment is traced before it is sent (tcp_v4_send_reset), anything else after. */
function canHaveCaused({ by, at }: TracedReset, taken: TracedSegment | undefined): boolean {
  return by !== 'segment' || taken === undefined || at <= taken.at;
}

/** Whose address is at the other end. */
export function peerHost({ ends, lab }: LabSocket): LabHost | undefined {
  return ends && lab.hosts.find((host) => host.owns(ends.peer.address));
}

function resetTakenBy({ track, ends }: LabSocket): TracedSegment | undefined {
  const key = ends && connectionKey(ends);
  return resetTaken(track.tracedSegments.filter((each) => connectionKey(each) === key));
}

function keptAway(socket: LabSocket, ends: Ends): number {
  const fates = new Map<number, WireObservation>();
  for (const each of segmentsOnWire(socket)) {
    if (each.flags.includes('RST') && isSame(each.from, ends.peer) && isSame(each.to, ends.local))
      fates.set(each.segment, each);
  }
  return [...fates.values()].filter(isKeptAway).length;
}

function isForged({ from, to, flags, verdict, detail }: WireObservation, ends: Ends): boolean {
  const isRst = flags.includes('RST');
  if (verdict === 'forged') return isRst && isSame(from, ends.peer) && isSame(to, ends.local);
  const isAnswered = verdict === 'rejected' && detail === 'rst' && !isRst;
  return isAnswered && isSame(from, ends.local) && isSame(to, ends.peer);
}

function segmentsOnWire({ lab }: LabSocket): WireObservation[] {
  return lab.recorder.timeline.filter((each): each is WireObservation => each.probe === 'wire');
}

function isSame(a: SocketAddress, b: SocketAddress): boolean {
  return formatAddress(a) === formatAddress(b);
}
