import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { sentFin } from './fin.ts';
import { atTime, counted } from './words.ts';

/** What the kernel's reasons for a RST mean (include/net/rstreason.h). */
const REASONS: Readonly<Record<string, string>> = {
  NO_SOCKET: 'there was no socket for what came in',
  TCP_FLAGS: 'what came in fitted no connection',
  TCP_INVALID_ACK_SEQUENCE: 'what came in acknowledged nothing it had sent',
  TCP_ABORT_ON_CLOSE: 'it was closed with unread data',
  TCP_ABORT_ON_DATA: 'data came in after it had been closed',
  TCP_ABORT_ON_LINGER: 'TCP_LINGER2 forbids it to wait for a FIN',
  TCP_TIMEWAIT_SOCKET: 'data came in for what only a mini-socket was left of',
  TCP_STATE: 'aborted by SO_LINGER 0, connect(2) to AF_UNSPEC or ss -K, or its listener was closed',
  TCP_KEEPALIVE_TIMEOUT: 'keepalive probes were not answered',
  TCP_DISCONNECT_WITH_DATA: 'it was aborted with unsent data',
  TCP_TOO_OLD_ACK: 'what came in acknowledged what was before its SYN',
  TCP_ACK_UNSENT_DATA: 'what came in acknowledged more than it had sent',
  TCP_RFC7323_PAWS: 'what came in echoed a timestamp that it had not sent',
  INVALID_SYN: 'its SYN was not acceptable, or the accept queue was full',
};

/** Where a RST that `end` got came from, as a clause; undefined where nothing shows it. */
export function resetOrigin(connection: Connection, end: ConnectionEnd): string | undefined {
  const peer = connection.otherThan(end);
  return (
    fromWire(connection, end, peer) ??
    fromScenario(connection, end, peer) ??
    fromKernel(connection, peer) ??
    fromCall(connection, peer) ??
    fromMiddlebox(connection, end, peer) ??
    fromDevice(connection, peer)
  );
}

function fromWire(connection: Connection, end: ConnectionEnd, peer: ConnectionEnd): string | undefined {
  const rejected = connection
    .touched(end)
    .findLast(({ verdict, detail }) => verdict === 'rejected' && detail === 'rst');
  if (rejected) {
    const fault = rejected.fault ?? 'a fault';
    return `The wire's ${fault} answered what ${end.name} sent with a RST ${atTime(rejected.at)}, which ${peer.name} did not send`;
  }
  const forged = connection
    .touched(peer)
    .findLast(({ verdict, flags }) => verdict === 'forged' && flags.includes('RST'));
  return forged && `A forged RST reached ${end.name} ${atTime(forged.at)}, which ${peer.name} did not send`;
}

/** A segment that was made up passes untouched, and unseen where no fault is on the wire. */
function fromScenario(connection: Connection, end: ConnectionEnd, peer: ConnectionEnd): string | undefined {
  const until = end.error('ECONNRESET', 'EPIPE', 'ECONNREFUSED')?.at ?? end.gone?.at ?? Infinity;
  const forged = connection.forgeries(peer).findLast(({ at, text }) => text.includes('RST') && at <= until);
  return forged && `A RST was forged as if from ${peer.name} ${atTime(forged.at)}`;
}

function fromKernel(connection: Connection, peer: ConnectionEnd): string | undefined {
  const sent = connection.traced('reset-sent', peer)[0];
  if (!sent) return undefined;
  const { reason = 'this kernel gives no reason', by, at } = sent;
  const kernel = `${peer.life ? peer.name : (peer.host ?? peer.name)}'s kernel`;
  if (by === 'segment')
    return `${kernel} answered what came in with a RST ${atTime(at)} (${meaningOf(reason)})`;
  const before = (each: { readonly at: number }) => each.at <= at;
  const abort = peer.did('reset', 'abort', 'disconnect').findLast(before);
  if (abort) return `${kernel} sent a RST ${atTime(at)} after ${abort.text} (${reason})`;
  const close = peer.did('close', 'kill').findLast(before);
  const after = close === undefined ? '' : ` after ${close.text}`;
  return `${kernel} sent a RST ${atTime(at)}${after} (${meaningOf(reason)})`;
}

/** `TCP_ABORT_ON_CLOSE: it was closed with unread data` */
export function meaningOf(reason: string): string {
  const words = REASONS[reason];
  return words === undefined ? reason : `${reason}: ${words}`;
}

/** What its application did that makes a kernel send a RST. */
function fromCall(connection: Connection, peer: ConnectionEnd): string | undefined {
  const [act] = peer.did('reset', 'abort', 'disconnect');
  if (act) return `${act.text} ${atTime(act.at)} aborted the connection with RST`;
  // After a FIN, close(2) sends no RST of its own.
  if (peer.state !== 'CLOSED' || !peer.wasConnected || sentFin(connection, peer)) return undefined;
  const [closed] = [...peer.did('close', 'kill'), ...peer.told('closed')];
  if (!closed) return undefined;
  const what = 'text' in closed ? closed.text : `${peer.name}'s application closed it, which`;
  return `${what} ${'text' in closed ? `${atTime(closed.at)} ` : ''}sent RST instead of FIN (${unreadOf(peer, closed.at)})`;
}

function unreadOf(peer: ConnectionEnd, at: number): string {
  const unread = peer.looks.findLast((look) => look.row !== undefined && look.at <= at)?.row?.recvQ ?? 0;
  return unread > 0 ? `${counted(unread, 'byte')} unread` : 'SO_LINGER 0, or unread data';
}

/** Neither kernel knows of the RST, although one that had sent it would show. */
function fromMiddlebox(connection: Connection, end: ConnectionEnd, peer: ConnectionEnd): string | undefined {
  const arrived = connection.captured(peer, 'RST').some(({ direction }) => direction === 'in');
  const left = connection.captured(peer, 'RST').some(({ direction }) => direction === 'out');
  const untraced = connection.isComplete('trace') && (arrived || connection.resetTaken(end) !== undefined);
  const uncaptured = connection.isComplete('capture') && arrived && !left && peer.host !== undefined;
  if (!untraced && !uncaptured) return undefined;
  return `A RST reached ${end.name} that ${peer.name}'s kernel did not send: something between them did`;
}

function fromDevice(connection: Connection, peer: ConnectionEnd): string | undefined {
  const [left] = connection.captured(peer, 'RST').filter(({ direction }) => direction === 'out');
  const seen = left ?? connection.touched(peer).find(({ flags }) => flags.includes('RST'));
  return seen && `A RST left ${peer.name} ${atTime(seen.at)}`;
}
