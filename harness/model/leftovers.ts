import type { HalfOpenObservation, Observation, Sighting } from './observation.ts';
import { connectionKey, formatAddress, type SocketRow } from './socket-row.ts';
import type { TcpState } from './tcp-state.ts';

/** What a kernel still keeps of a connection, as the last look showed it. */
export interface Leftover extends Sighting {
  readonly row: SocketRow;
}

/**
 * What the kernels of these hosts keep of connections. A listener is none: it is there as long as a descriptor of the
 * scenario refers to it, and what waits in its queues counts by itself.
 */
export function leftoversOn(hosts: readonly string[], timeline: readonly Observation[]): Leftover[] {
  const kept = new Map<string, Leftover>();
  for (const seen of timeline) {
    if (seen.probe !== 'ss' || seen.state === 'LISTEN' || !hosts.includes(seen.host)) continue;
    const key = `${seen.host}\n${connectionKey(seen)}`;
    if (seen.row) kept.set(key, { ...seen, row: seen.row });
    else kept.delete(key);
  }
  // Whose look came first is chance.
  return [...kept.values()].sort((a, b) => hosts.indexOf(a.host) - hosts.indexOf(b.host));
}

/** `client 10.0.0.3:35064 → 10.0.0.2:7000: TIME_WAIT, timewait timer with 60 s left, kept by its kernel alone`. */
export function leftoverText({ at, host, socket, row }: Leftover, now: number): string {
  const who = socket === undefined || socket === host ? host : `${socket} on ${host}`;
  const ends = `${formatAddress(row.local)} → ${formatAddress(row.peer)}`;
  return `${who} ${ends}: ${row.state}, ${timerText(row, now - at)}, ${KINDS[kindOf(row)].holder}`;
}

/** `server 10.0.0.2:7000: 511 half-open requests from 511 made-up addresses`, of which looks tell no more. */
export function floodText({ host, local, entries, addresses }: HalfOpenObservation): string {
  const [requests, from] = [String(entries), String(addresses)];
  return `${host} ${formatAddress(local)}: ${requests} half-open requests from ${from} made-up addresses`;
}

/** What ends such a leftover, or keeps it from coming about. */
export function leftoverHint({ row }: Leftover): string {
  return KINDS[kindOf(row)].hint;
}

/** A timer runs on after the look that showed it. */
function timerText({ timer }: SocketRow, sinceMs: number): string {
  if (!timer) return 'no timer';
  const left = Math.ceil(Math.max(0, timer.remainingMs - sinceMs) / 1_000);
  return `${timer.name} timer with ${String(left)} s left`;
}

type Kind = 'held' | 'time-wait' | 'half-open' | 'not-accepted' | 'half-closed' | 'unacknowledged';

const WAITS_FOR_ACCEPT: readonly TcpState[] = ['ESTABLISHED', 'CLOSE_WAIT'];

/** Only a socket that has a descriptor has an inode (inet_diag_msg.idiag_inode). */
function kindOf({ state, inode }: SocketRow): Kind {
  if (inode !== 0) return 'held';
  if (state === 'TIME_WAIT') return 'time-wait';
  if (state === 'SYN_RECV') return 'half-open';
  if (WAITS_FOR_ACCEPT.includes(state)) return 'not-accepted';
  return state === 'FIN_WAIT2' ? 'half-closed' : 'unacknowledged';
}

export const HALF_OPEN_HINT =
  "the ACK of the handshake has not come; tcp_synack_retries says how often the listener's kernel asks";

const KINDS: Readonly<Record<Kind, { readonly holder: string; readonly hint: string }>> = {
  held: {
    holder: 'held by an application that has not closed it',
    hint: 'a descriptor is open as long as nobody calls close() or reset(); sendFin() keeps it',
  },
  'time-wait': {
    holder: 'kept by its kernel alone',
    hint: 'TIME_WAIT lasts 60 s and stays with the end that closed first; linger: 0 and reset() leave none',
  },
  'half-open': {
    holder: 'held by its listener until the handshake is complete',
    hint: HALF_OPEN_HINT,
  },
  'not-accepted': {
    holder: 'held by its listener until it is accepted',
    hint: 'nobody has accepted it; it goes with its listener, or once it is accepted and closed',
  },
  'half-closed': {
    holder: 'an orphan, kept by its kernel alone',
    hint: 'the other end has not closed; an orphaned FIN_WAIT2 waits for that as long as tcp_fin_timeout says',
  },
  unacknowledged: {
    holder: 'an orphan, kept by its kernel alone',
    hint: 'its FIN has not been acknowledged; tcp_orphan_retries says how often the kernel sends it again',
  },
};
