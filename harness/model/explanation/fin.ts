import type { TcpState } from '../tcp-state.ts';
import type { Connection } from './connection.ts';
import { whenOf, type ConnectionEnd } from './end.ts';
import { atTime } from './words.ts';

/** Entered by an end that has ended its own half. */
const AFTER_OWN: readonly TcpState[] = ['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING', 'LAST_ACK', 'TIME_WAIT'];

/** Entered by an end that has got the other's FIN. */
const AFTER_OTHER: readonly TcpState[] = ['CLOSE_WAIT', 'LAST_ACK', 'CLOSING', 'TIME_WAIT'];

/** Whether that end has ended its half of the connection, as far as anything shows it. */
export function sentFin(connection: Connection, end: ConnectionEnd): boolean {
  const forged = connection
    .touched(end)
    .some(({ verdict, flags }) => verdict === 'forged' && flags.includes('FIN'));
  if (end.passed(...AFTER_OWN)) return true;
  return !forged && (isOnTheWay(connection, end) || finArrived(connection, end));
}

/** Whether the other end has got its FIN. */
export function finArrived(connection: Connection, end: ConnectionEnd): boolean {
  const peer = connection.otherThan(end);
  if (peer.passed(...AFTER_OTHER)) return true;
  // After shutdown(2) for reading, a read returns nothing, FIN or not.
  const reads = peer.did('shutdown').every(({ text }) => text.includes('(write)'));
  return reads && peer.told('fin').length > 0;
}

/** Whether its kernel has got the acknowledgement of its FIN. */
export function finAcknowledged(end: ConnectionEnd): boolean {
  return end.passed('FIN_WAIT2', 'TIME_WAIT');
}

/** When it was sent, and by what call; of what looks alone have shown, by when. */
export function finTime(connection: Connection, end: ConnectionEnd): { at: number; when: string } {
  const [sent] = connection.captured(end, 'FIN');
  const change = end.into(...AFTER_OWN);
  const latest = sent?.at ?? change?.at ?? Infinity;
  const call = end.did('sendFin', 'shutdown', 'close', 'kill').find(({ at }) => at <= latest);
  if (call) return { at: call.at, when: `${atTime(sent?.at ?? call.at)} (${call.text})` };
  if (sent) return { at: sent.at, when: atTime(sent.at) };
  if (change && end.isTraced) return { at: change.at, when: whenOf(change) };
  const told = end.told('sent-fin', 'closed').find(({ at }) => at <= latest);
  if (told) return { at: told.at, when: atTime(told.at) };
  return { at: latest, when: change ? whenOf(change) : '' };
}

/** Whether it has been seen on its way, or got there: it may also wait behind unsent data. */
export function finLeft(connection: Connection, end: ConnectionEnd): boolean {
  return isOnTheWay(connection, end) || finAcknowledged(end) || finArrived(connection, end);
}

function isOnTheWay(connection: Connection, end: ConnectionEnd): boolean {
  return [...connection.captured(end), ...connection.touched(end)].some(({ flags }) => flags.includes('FIN'));
}
