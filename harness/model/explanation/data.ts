import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { finArrived } from './fin.ts';
import { counted } from './words.ts';

const WRITTEN = /\((\d+) bytes\)$/;

/** Who sent how much, where anything shows it. */
export function data(connection: Connection): string[] {
  const clauses = connection.ends.flatMap((end) => oneWay(connection, end));
  return clauses.length > 0 ? [clauses.join('; ')] : [];
}

function oneWay(connection: Connection, from: ConnectionEnd): string[] {
  const to = connection.otherThan(from);
  const wrote = written(from, 'write') + written(from, 'send');
  const read = to.told('data').reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  const unread = unreadOf(connection, to);
  if (wrote === 0 && read === 0) return capturedBytes(connection, from, to);
  // How much of it send(2) took is not told.
  const verb = wrote === read || written(from, 'send') === 0 ? 'wrote' : 'was to send';
  const clauses = [
    ...(wrote > 0 ? [`${from.name} ${verb} ${counted(wrote, 'byte')}`] : []),
    ...(read > 0 ? [`${to.name} read ${wrote === read ? 'all of them' : counted(read, 'byte')}`] : []),
    ...(read === 0 && wrote > 0 ? [unknownReading(to)] : []),
    ...(unread > 0 ? [`${counted(unread, 'byte')} wait unread at ${to.name}`] : []),
  ];
  return clauses.length > 0 ? [clauses.join(', ')] : [];
}

/** Where no application tells: the last byte that was seen to pass. */
function capturedBytes(connection: Connection, from: ConnectionEnd, to: ConnectionEnd): string[] {
  const ends = connection
    .captured(from)
    .filter(({ length }) => length > 0)
    .map(({ relativeSeq, length }) => (relativeSeq ?? 1 - length) + length - 1);
  const bytes = Math.max(0, ...ends);
  return bytes > 0 ? [`${from.name} sent ${counted(bytes, 'byte')} to ${to.name}`] : [];
}

function written(end: ConnectionEnd, call: 'write' | 'send'): number {
  return end.did(call).reduce((sum, { text }) => sum + Number(WRITTEN.exec(text)?.[1] ?? 0), 0);
}

function unknownReading(to: ConnectionEnd): string {
  const tells = to.told('accepted', 'connecting', 'connected').length > 0;
  return tells ? `of which ${to.name} read none` : `and what ${to.name} read of it was not observed`;
}

/** The receive queue counts a FIN that has not been read as a byte (tcp_diag_get_info). */
function unreadOf(connection: Connection, end: ConnectionEnd): number {
  if (end.gone) return 0;
  const queued = end.looks.at(-1)?.row?.recvQ ?? 0;
  const fin = finArrived(connection, connection.otherThan(end)) && end.told('fin').length === 0 ? 1 : 0;
  return Math.max(0, queued - fin);
}
