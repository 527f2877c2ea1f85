import type { StateEvent } from '../../observe/trace/trace-event.ts';
import type { TcpState } from '../../model/tcp-state.ts';

const CLIENT: readonly TcpState[] = ['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED'];
const SERVER: readonly TcpState[] = ['SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED'];

/** How a storm's connections go on either side, as the kernel traces it: TIME_WAIT is none of its states. */
const WHOLE: readonly string[] = [
  ['CLOSED', ...CLIENT].join(),
  // A child begins as a copy of its listener (inet_csk_clone_lock).
  ['LISTEN', ...SERVER].join(),
];

/** Of how many connections of a storm the whole path of both ends was traced, in any order. */
export function completePaths(events: readonly StateEvent[]): number {
  const ends = new Map<number, number>();
  for (const port of wholeLives([...events].sort((a, b) => a.at - b.at))) {
    ends.set(port, (ends.get(port) ?? 0) + 1);
  }
  return [...ends.values()].filter((whole) => whole === WHOLE.length).length;
}

/** The client's port of each life from its beginning to CLOSED with nothing missing. */
function* wholeLives(events: readonly StateEvent[]): Iterable<number> {
  const lives = new Map<bigint, TcpState[]>();
  for (const { sk, from, to, local, peer } of events) {
    // close() on a socket that has sent its FIN already shows as a change from FIN_WAIT2 to itself.
    if (from === to) continue;
    const path = lives.get(sk);
    if (path?.at(-1) === from) path.push(to);
    else lives.set(sk, [from, to]);
    if (to !== 'CLOSED') continue;
    const whole = WHOLE.indexOf(lives.get(sk)?.join() ?? '');
    lives.delete(sk);
    if (whole >= 0) yield whole === 0 ? local.port : peer.port;
  }
}
