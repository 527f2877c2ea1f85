import type { Connection } from './connection.ts';
import { whenOf, type ConnectionEnd } from './end.ts';
import { resetOrigin } from './reset-origin.ts';
import { atTime, counted } from './words.ts';

/** How the connection came about, or why it did not. */
export function opening(connection: Connection): string[] {
  const { opener, other } = connection;
  if (isSimultaneous(connection)) {
    return [`${opener.name} and ${other.name} connected to each other at once: their SYNs crossed`];
  }
  if (!connection.wasConnected) return [unconnected(connection)];
  const opened = `${opener.name} connected to ${other.name}${startOf(opener)}`;
  if (other.state === 'SYN_RECV' || halfOpenEnd(other)) return [`${opened}; ${halfOpen(other)}`];
  return [`${opened}${acceptance(other)}`];
}

function isSimultaneous({ opener, other }: Connection): boolean {
  const crossed = (end: ConnectionEnd) => end.into('SYN_RECV')?.from === 'SYN_SENT';
  return (crossed(opener) || crossed(other)) && opener.passed('SYN_SENT') && other.passed('SYN_SENT');
}

function startOf(opener: ConnectionEnd): string {
  const traced = opener.transitions.find(({ seenBy }) => seenBy.includes('trace'));
  if (traced) return ` ${whenOf(traced)}`;
  const [called] = opener.told('connecting');
  if (called) return ` ${atTime(called.at)}`;
  const first = opener.transitions.find(({ seenBy }) => seenBy.length > 0);
  return first ? ` ${whenOf(first)}` : '';
}

function acceptance({ isAccepted, life, gone }: ConnectionEnd): string {
  if (isAccepted === undefined || life === undefined || life.socket.role === 'client') return '';
  if (isAccepted) return `, whose application accepted it`;
  return gone ? `, where it was not accepted as far as looks show` : `, where it waits for accept(2)`;
}

/** A server whose kernel never had more than a half-open request of it. */
function halfOpenEnd(end: ConnectionEnd): boolean {
  return end.gone?.from === 'SYN_RECV';
}

function halfOpen({ name, gone }: ConnectionEnd): string {
  return gone
    ? `${name} was seen with no more than a half-open request of it, which was gone ${whenOf(gone)}`
    : `${name} has no more than a half-open request of it, as it has not taken the last ACK of the handshake`;
}

function unconnected(connection: Connection): string {
  const { opener, other } = connection;
  const tried = `${opener.name} tried to connect to ${other.name}${startOf(opener)}`;
  const also = other.life && other.passed('SYN_RECV') ? `; ${halfOpenOrGone(other)}` : '';
  return `${tried}; ${whatCame(connection)}${also}`;
}

function halfOpenOrGone(other: ConnectionEnd): string {
  const seen = `${other.name} answered it and kept a half-open request`;
  return other.gone ? `${seen}, gone ${whenOf(other.gone)}` : seen;
}

function whatCame(connection: Connection): string {
  const { opener } = connection;
  const [failed] = opener
    .told('error')
    .filter(({ syscall }) => syscall === 'connect' || syscall === 'getsockopt');
  if (failed)
    return `it failed with ${failed.errno ?? 'an error'} ${atTime(failed.at)}${because(connection, failed.errno)}`;
  const [ended] = opener.did('close', 'abort', 'disconnect', 'reset', 'kill');
  if (opener.gone && ended) return `${ended.text} ${atTime(ended.at)} gave it up before it was answered`;
  if (opener.gone) return `it was gone ${whenOf(opener.gone)}, and why was not observed`;
  if (opener.state === 'CLOSED') return 'it is gone, and why was not observed';
  if (opener.state !== 'SYN_SENT') return 'what came of it was not observed';
  const again = opener.looks.at(-1)?.row?.timer?.retransmits ?? 0;
  const times = again > 0 ? `, which was sent again ${counted(again, 'time')}` : '';
  return `nothing has answered its SYN so far${times}`;
}

/** An error of connect(2) may have several causes, which only other probes tell apart. */
function because(connection: Connection, errno: string | undefined): string {
  const { opener } = connection;
  const icmp = connection
    .touched(opener)
    .findLast(({ verdict, detail }) => verdict === 'rejected' && detail !== 'rst');
  if (icmp)
    return `: the wire's ${icmp.fault ?? 'fault'} answered its SYN with ICMP ${icmp.detail ?? ''}`.trimEnd();
  if (errno === 'ETIMEDOUT') return ': nothing answered its SYN';
  if (errno !== 'ECONNREFUSED' && errno !== 'ECONNRESET')
    return ': by an ICMP error, or because its own host has no way there';
  const origin = resetOrigin(connection, opener)?.replace(/^(A|The) /, (word) => word.toLowerCase());
  return `: ${origin ?? `its SYN was answered with a RST or an ICMP error, and with which was not observed`}`;
}
