import type { TcpState } from '../tcp-state.ts';
import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { finArrived, sentFin } from './fin.ts';

const OWN_HALF_OPEN: readonly TcpState[] = ['SYN_SENT', 'SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT'];
const OTHER_HALF_OPEN: readonly TcpState[] = [
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
];

/** Whether the state that was seen last is certain to be over: something has been seen since that it does not allow. */
export function isOutdated(connection: Connection, end: ConnectionEnd): boolean {
  const { state } = end;
  if (state === undefined || state === 'CLOSED') return false;
  if (end.error('ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED')) return true;
  const hasEnded = sentFin(connection, end) || end.told('closed').length > 0;
  const otherHasEnded = finArrived(connection, connection.otherThan(end));
  return (hasEnded && OWN_HALF_OPEN.includes(state)) || (otherHasEnded && OTHER_HALF_OPEN.includes(state));
}
