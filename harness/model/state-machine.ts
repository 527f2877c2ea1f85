import type { TcpState } from './tcp-state.ts';

/** How a connection began: by `connect()`, or as the child of a listener. */
export type Opening = 'active' | 'passive';

/**
 * Every change of state that one socket can make on Linux: RFC 9293 figure 5, with these differences.
 * - A listener stays LISTEN. What a SYN makes is a socket of its own, which starts at CLOSED -> SYN_RECV and, when it is
 *   reset, ends in CLOSED rather than going back to LISTEN. With SYN cookies it exists only from the last ACK of
 *   the handshake on and is SYN_RECV for an instant inside the kernel (inet_csk_clone_lock), which no look shows.
 * - LISTEN -> SYN_SENT does not exist: connect() on a listener fails with EISCONN.
 * - FIN_WAIT1 -> TIME_WAIT on FIN+ACK goes by FIN_WAIT2: the ACK is processed first (tcp_rcv_state_process).
 * - TIME_WAIT -> SYN_RECV on a new SYN is a new socket with the same addresses, not this one.
 * CLOSED is both ends of a socket's life, so no walk goes through it.
 */
export const TCP_EDGES: readonly (readonly [from: TcpState, to: TcpState, on: string])[] = [
  ['CLOSED', 'LISTEN', 'listen()'],
  ['CLOSED', 'SYN_SENT', 'connect()'],
  ['CLOSED', 'SYN_RECV', 'SYN at a listener'],
  ['LISTEN', 'CLOSED', 'close(), shutdown(RD)'],
  ['SYN_SENT', 'ESTABLISHED', 'SYN-ACK'],
  ['SYN_SENT', 'SYN_RECV', 'SYN: both ends open at once'],
  ['SYN_SENT', 'CLOSED', 'close(), RST, time-out'],
  ['SYN_RECV', 'ESTABLISHED', 'ACK, also when a FIN comes with it'],
  ['SYN_RECV', 'FIN_WAIT1', 'close() after a simultaneous open, or of a Fast Open child'],
  ['SYN_RECV', 'CLOSE_WAIT', 'a Fast Open SYN that carries FIN (tcp_fastopen_add_skb, tcp_fin)'],
  ['SYN_RECV', 'CLOSED', 'RST, time-out'],
  ['ESTABLISHED', 'FIN_WAIT1', 'close(), shutdown(WR)'],
  ['ESTABLISHED', 'CLOSE_WAIT', 'FIN'],
  ['ESTABLISHED', 'CLOSED', 'RST either way, time-out'],
  ['FIN_WAIT1', 'FIN_WAIT2', 'ACK of our FIN'],
  ['FIN_WAIT1', 'CLOSING', 'FIN, ours not acknowledged yet'],
  ['FIN_WAIT1', 'CLOSED', 'RST either way, time-out'],
  ['FIN_WAIT2', 'TIME_WAIT', 'FIN'],
  [
    'FIN_WAIT2',
    'CLOSED',
    'RST either way, time-out; tcp_fin_timeout once no process holds it, and then no TIME_WAIT',
  ],
  ['CLOSE_WAIT', 'LAST_ACK', 'close(), shutdown(WR)'],
  ['CLOSE_WAIT', 'CLOSED', 'RST either way, time-out'],
  ['CLOSING', 'TIME_WAIT', 'ACK of our FIN'],
  ['CLOSING', 'CLOSED', 'RST, time-out'],
  ['LAST_ACK', 'CLOSED', 'ACK of our FIN, RST, time-out'],
  ['TIME_WAIT', 'CLOSED', '60 s, RST, ss -K'],
];

const FIRST_STATE: Readonly<Record<Opening, TcpState>> = { active: 'SYN_SENT', passive: 'SYN_RECV' };

/**
 * The states a socket can have passed through unseen, strictly between two looks that showed `from` and `to`.
 * Empty where `from` is `to`, since no state is entered twice, and where `to` cannot be reached at all.
 */
export function possibleBetween(from: TcpState, to: TcpState): ReadonlySet<TcpState> {
  return new Set(unseenWays(from, to).flat());
}

/**
 * The states a socket must have passed through between two looks that showed `from` and `to`, in order: those on
 * every way. Empty also where `to` cannot be reached; ask `isReachable` first.
 *
 * @param opening narrows what follows CLOSED, where it is known how the connection began; it means nothing elsewhere.
 */
export function certainBetween(from: TcpState, to: TcpState, opening?: Opening): readonly TcpState[] {
  const [first = [], ...others] = unseenWays(from, to).filter(
    (way) => from !== 'CLOSED' || opening === undefined || [...way, to][0] === FIRST_STATE[opening],
  );
  return first.filter((state) => others.every((way) => way.includes(state)));
}

/** Whether one socket can be seen in `from` and later in `to`. Where not, two looks contradict each other. */
export function isReachable(from: TcpState, to: TcpState): boolean {
  return from === to || unseenWays(from, to).length > 0;
}

/** Every way from `from` to `to`, each without its two ends. Finite: only CLOSED closes a circle, and is not passed. */
function unseenWays(from: TcpState, to: TcpState): TcpState[][] {
  if (from === to) return [];
  return TCP_EDGES.filter(([start]) => start === from).flatMap(([, next]) => {
    if (next === to) return [[]];
    return next === 'CLOSED' ? [] : unseenWays(next, to).map((way) => [next, ...way]);
  });
}
