import type { TcpState } from '../tcp-state.ts';
import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { counted } from './words.ts';

type Describe = (connection: Connection, end: ConnectionEnd, peer: string) => string;

/** What a socket in each state waits for, and what would end that (man 7 tcp; net/ipv4/tcp_timer.c). */
const WAITS: Readonly<Partial<Record<TcpState, Describe>>> = {
  SYN_SENT: (connection, end) =>
    `for an answer to its SYN, which it sends again ${knob(connection, end, 'tcp_syn_retries', 6, 'times at most')} before it gives up`,
  SYN_RECV: (connection, end, peer) =>
    end.form === 'request'
      ? `for the last ACK of the handshake: it sends its SYN-ACK again ${knob(connection, end, 'tcp_synack_retries', 5, 'times at most')}, then forgets the request`
      : `for ${peer} to acknowledge its SYN, which it sends again ${knob(connection, end, 'tcp_syn_retries', 6, 'times at most')}`,
  ESTABLISHED: (connection, end, peer) => established(connection, end, peer),
  FIN_WAIT1: (connection, end, peer) => unacknowledged(connection, end, peer),
  CLOSING: (connection, end, peer) => unacknowledged(connection, end, peer),
  LAST_ACK: (connection, end, peer) => unacknowledged(connection, end, peer),
  FIN_WAIT2: (connection, end, peer) => finWait2(connection, end, peer),
  CLOSE_WAIT: (_connection, end) =>
    end.isAccepted === false
      ? `until an application accepts and closes it: no timer ends this`
      : `until its application closes it: no timer ends this`,
  TIME_WAIT: () => `until 60 s are over, which no kernel parameter shortens`,
};

/** `client waits in FIN_WAIT2 for server's FIN: …` */
export function waiting(connection: Connection, end: ConnectionEnd): string {
  const { state } = end;
  const describe = state && WAITS[state];
  if (!describe) return '';
  return `${end.name} waits in ${state} ${describe(connection, end, connection.otherThan(end).name)}`;
}

function finWait2(connection: Connection, end: ConnectionEnd, peer: string): string {
  const forFin = `for ${peer}'s FIN`;
  const until = knob(connection, end, 'tcp_fin_timeout', 60, 's');
  if (end.isHeld === undefined)
    return `${forFin}, for ever while a descriptor refers to it, otherwise for ${until}`;
  if (end.isHeld)
    return `${forFin}: nothing ends this while ${end.name} holds its descriptor and ${peer} its own`;
  return `${forFin}: no descriptor refers to it, so its kernel forgets it after ${until}`;
}

function established(_connection: Connection, end: ConnectionEnd, peer: string): string {
  if (end.isAccepted === false) return 'to be accepted: no timer ends this';
  const row = end.looks.at(-1)?.row;
  const unsent = counted(row?.sendQ ?? 0, 'byte');
  if (row?.timer?.name === 'on') return `for ${peer} to acknowledge ${unsent}`;
  if (row?.timer?.name === 'persist') return `for ${peer} to open its window, with ${unsent} to send`;
  if (row?.timer?.name === 'keepalive')
    return `until an application closes it, or keepalive probes are not answered`;
  return `until an application closes it: no timer ends this`;
}

/** A socket that nobody holds is given up sooner (tcp_orphan_retries; 0 acts as 8). */
function unacknowledged(connection: Connection, end: ConnectionEnd, peer: string): string {
  const orphaned = connection.sysctl(end, 'tcp_orphan_retries', 0) || 8;
  const retries =
    end.isHeld === true
      ? knob(connection, end, 'tcp_retries2', 15, 'retransmissions at most')
      : `${String(orphaned)} retransmissions at most (tcp_orphan_retries)`;
  return `for ${peer} to acknowledge its FIN: ${retries}`;
}

function knob(
  connection: Connection,
  end: ConnectionEnd,
  name: string,
  byDefault: number,
  unit: string,
): string {
  return `${String(connection.sysctl(end, name, byDefault))} ${unit} (${name})`;
}
