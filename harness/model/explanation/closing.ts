import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { finAcknowledged, finArrived, finLeft, finTime, sentFin } from './fin.ts';
import { counted, listed } from './words.ts';

/** How both ends ended their halves of the connection, as far as they did. */
export function closing(connection: Connection): string[] {
  const fins = connection.ends
    .filter((end) => sentFin(connection, end))
    .map((end) => ({ end, ...finTime(connection, end) }))
    .sort((a, b) => a.at - b.at);
  const [first, second] = fins;
  if (!first) return [];
  if (second && fins.some(({ end }) => end.passed('CLOSING')))
    return [
      `Their FINs crossed: ${listed(fins.map(({ end, when }) => said(`${end.name} sent its own`, when)))}`,
    ];
  const { end, when } = first;
  const clauses = [
    said(`${end.name} ${finLeft(connection, end) ? 'sent its FIN' : 'ended its half'}`, when),
    answer(connection, end),
    late(connection, end, first.at),
    second ? said(`${second.end.name} sent its own`, second.when) : missing(connection, end),
  ];
  return [clauses.filter((clause) => clause !== '').join('; ')];
}

function said(what: string, when: string): string {
  return when === '' ? what : `${what} ${when}`;
}

/** What came of the first FIN. */
function answer(connection: Connection, end: ConnectionEnd): string {
  const peer = connection.otherThan(end);
  if (finAcknowledged(end)) return `${peer.name} acknowledged it`;
  if (finArrived(connection, end))
    return end.state === 'FIN_WAIT1'
      ? `it reached ${peer.name}, whose ACK has not come back`
      : `it reached ${peer.name}`;
  return peer.state === 'ESTABLISHED' || peer.state === 'SYN_RECV'
    ? `its FIN has not reached ${peer.name}`
    : '';
}

/** A half-closed connection still carries data the other way. */
function late(connection: Connection, end: ConnectionEnd, since: number): string {
  const bytes = end
    .told('data')
    .filter(({ at }) => at > since)
    .reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  return bytes > 0
    ? `after that it still read ${counted(bytes, 'byte')} of ${connection.otherThan(end).name}'s`
    : '';
}

/** Only a socket that is there can be said to have sent none so far. */
function missing(connection: Connection, end: ConnectionEnd): string {
  const peer = connection.otherThan(end);
  return peer.state === 'CLOSE_WAIT' ? `${peer.name} has not sent its own` : '';
}
