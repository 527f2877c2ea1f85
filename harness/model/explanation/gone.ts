import type { Connection } from './connection.ts';
import type { Transition } from '../transition.ts';
import { whenOf, type ConnectionEnd } from './end.ts';
import { feltReset } from './resets.ts';
import { finArrived, sentFin } from './fin.ts';
import { atTime, listed, type Happening } from './words.ts';

const TIME_WAIT_MS = 60_000;

/** How a socket that is gone ended, unless that has been told as the end of an attempt to connect, or as a reset. */
export function endOfSocket(connection: Connection, end: ConnectionEnd): Happening[] {
  const { gone } = end;
  if (!gone || isTold(connection, end)) return [];
  const timedOut = end.error('ETIMEDOUT');
  if (timedOut) return [{ at: timedOut.at, text: gaveUp(connection, end, timedOut.at) }];
  if (mayBeMini(gone)) {
    const text = `${end.name}'s socket ended ${whenOf(gone)}: whether a mini-socket is left of it, only ss shows`;
    return [{ at: gone.at, text }];
  }
  const how = ORDERLY[gone.from]?.(connection, end, connection.otherThan(end));
  const why = how === undefined ? unobserved(connection, end, gone) : `: ${how}`;
  return [{ at: gone.at, text: `${end.name} was gone ${whenOf(gone)}${why}` }];
}

function isTold(connection: Connection, end: ConnectionEnd): boolean {
  if (end.gone?.from === 'SYN_SENT' || end.gone?.from === 'SYN_RECV') return true;
  if (feltReset(connection, end) || end.did('reset', 'abort', 'disconnect').length > 0) return true;
  const until = end.gone?.at ?? Infinity;
  if (connection.traced('reset-sent', end).some(({ by, at }) => by !== 'segment' || at <= until)) return true;
  return feltReset(connection, connection.otherThan(end)) && !sentFin(connection, end);
}

/** To the kernel's trace, what turns into a mini-socket is CLOSED. */
function mayBeMini({ from, form, seenBy }: Transition): boolean {
  const turns = from === 'FIN_WAIT1' || from === 'FIN_WAIT2' || from === 'CLOSING';
  return turns && form === 'socket' && !seenBy.includes('ss');
}

type Describe = (connection: Connection, end: ConnectionEnd, peer: ConnectionEnd) => string | undefined;

const inOrder: Describe = (connection, end, peer) =>
  sentFin(connection, end) &&
  finArrived(connection, end) &&
  peer.passed('TIME_WAIT') &&
  !mayLackAck(connection, end, peer)
    ? `${peer.name} acknowledged its FIN`
    : undefined;

const ORDERLY: Readonly<Record<string, Describe>> = {
  LAST_ACK: inOrder,
  CLOSE_WAIT: inOrder,
  ESTABLISHED: inOrder,
  TIME_WAIT: (connection, end) => {
    if (lastedIn(end) >= TIME_WAIT_MS - 1_000) return 'its 60 s were over';
    const followed = connection.followedAt <= (end.gone?.at ?? -Infinity);
    return followed ? 'a new connection between the same ends took its place' : undefined;
  },
  FIN_WAIT2: (connection, end) => {
    const seconds = connection.sysctl(end, 'tcp_fin_timeout', 60);
    if (end.into('FIN_WAIT2')?.form !== 'orphan' || lastedIn(end) < seconds * 1_000 - 500) return undefined;
    return `no descriptor referred to it, and its ${String(seconds)} s were over (tcp_fin_timeout)`;
  },
};

/** How long it had been in the state that it left last, in milliseconds. */
function lastedIn({ transitions }: ConnectionEnd): number {
  const [before, last] = transitions.slice(-2);
  return before && last ? last.at - before.at : 0;
}

/** Where an ACK to the end may not have got through, the end of its FIN may have been another. */
function mayLackAck(connection: Connection, end: ConnectionEnd, peer: ConnectionEnd): boolean {
  const kept = connection
    .touched(peer)
    .filter(({ verdict }) => verdict !== 'watched' && verdict !== 'released');
  const released = connection.touched(peer).filter(({ verdict }) => verdict === 'released');
  if (kept.length === released.length) return false;
  // A trace that is whole would show a RST, and every retransmission before a time-out.
  const retries = connection.sysctl(end, 'tcp_orphan_retries', 0) || 8;
  return !connection.isComplete('trace') || connection.traced('retransmitted', end).length >= retries;
}

function gaveUp(connection: Connection, end: ConnectionEnd, at: number): string {
  const peer = connection.otherThan(end);
  const timer = end.looks.findLast(({ row }) => row !== undefined)?.row?.timer?.name;
  const what = timer === 'keepalive' ? 'keepalive probes' : 'what it sent';
  return `${end.name} gave up ${atTime(at)} with ETIMEDOUT: ${what} got no answer; ${peer.name} was told nothing`;
}

/** The counters are the host's: they say what may have been, not that it was this socket. */
function unobserved(connection: Connection, end: ConnectionEnd, { at }: Transition): string {
  const lastThere = end.looks.findLast(({ state }) => state !== 'CLOSED')?.at ?? at;
  const moved = connection.countersMoved(end, lastThere, at);
  const aborts = [...new Set(moved.filter((name) => name.startsWith('TcpExt.TCPAbort')))];
  const counted = aborts.length > 0 ? `; meanwhile ${end.host ?? 'its host'} counted ${listed(aborts)}` : '';
  return `; how it ended was not observed${end.isTraced ? '' : ': ss only samples'}${counted}`;
}
