import type { TcpState } from './tcp-state.ts';

/**
 * What evidence has to show besides a change of state, where the states alone do not tell this edge from another way
 * between them, or from another event: `reports/states/witnesses.ts` says of each what shows it.
 */
export type Witness =
  | 'listener'
  | 'closed'
  | 'passive-peer'
  | 'not-connected'
  | 'half-open-reset'
  | 'ack-lost'
  | 'fin-acknowledges'
  | 'acknowledged'
  | 'ran-out'
  | 'reset'
  | 'active-reset'
  | 'challenge'
  | 'abort'
  | 'time-out'
  | 'acknowledged-again'
  | 'takes-its-place';

/** An edge of TCP's state machine: RFC 9293 figure 5, what its section 3.10 adds in words, and what Linux adds. */
export interface Edge {
  readonly number: number;
  /** More than one: each has to be shown, unless one is enough. */
  readonly from: readonly TcpState[];
  readonly oneIsEnough?: true;
  /** `same`: the state stays. */
  readonly to: TcpState | 'same';
  readonly event: string;
  /** A section of RFC 9293, or Linux where the RFC does not have it. */
  readonly source: string;
  /** The change that Linux makes of it, where that is another one. */
  readonly onLinux?: { readonly from: TcpState; readonly to: TcpState };
  /** Linux does not have it: what it answers instead. */
  readonly refusedWith?: string;
  readonly witness?: Witness;
}

/** The states in which both ends know each other's sequence numbers (RFC 9293 section 3.3.2). */
const SYNCHRONIZED: readonly TcpState[] = [
  ...(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT'] as const),
  ...(['CLOSING', 'LAST_ACK', 'TIME_WAIT'] as const),
];

const TIMED: readonly TcpState[] = [
  ...(['SYN_SENT', 'SYN_RECV', 'ESTABLISHED', 'FIN_WAIT1'] as const),
  ...(['FIN_WAIT2', 'CLOSE_WAIT', 'CLOSING', 'LAST_ACK'] as const),
];

type Row = readonly [
  from: TcpState | readonly TcpState[],
  to: Edge['to'],
  event: string,
  source: string,
  more?: Omit<Edge, 'number' | 'from' | 'to' | 'event' | 'source'>,
];

/** In the order of their numbers, from 1. */
const ROWS: readonly Row[] = [
  ['CLOSED', 'LISTEN', 'passive open', '3.10.1'],
  ['CLOSED', 'SYN_SENT', 'active open', '3.10.1'],
  ['LISTEN', 'CLOSED', 'close', '3.10.4'],
  // A listener stays; its SYN makes a child.
  [
    ...(['LISTEN', 'SYN_RECV', 'SYN', '3.10.7.2'] as const),
    { onLinux: { from: 'CLOSED', to: 'SYN_RECV' }, witness: 'listener' },
  ],
  ['LISTEN', 'SYN_SENT', 'send', '3.10.2', { refusedWith: 'EISCONN' }],
  ['SYN_SENT', 'CLOSED', 'close', '3.10.4', { witness: 'closed' }],
  ['SYN_SENT', 'SYN_RECV', 'SYN: both ends open at once', '3.10.7.3'],
  ['SYN_SENT', 'ESTABLISHED', 'SYN-ACK', '3.10.7.3', { witness: 'passive-peer' }],
  ['SYN_RECV', 'ESTABLISHED', 'ACK of the SYN', '3.10.7.4'],
  ['SYN_RECV', 'FIN_WAIT1', 'close', '3.10.4', { witness: 'not-connected' }],
  // The child ends; its listener has never left LISTEN.
  [
    ...(['SYN_RECV', 'LISTEN', 'RST, after a passive open', '3.10.7.4'] as const),
    { onLinux: { from: 'SYN_RECV', to: 'CLOSED' }, witness: 'half-open-reset' },
  ],
  ['ESTABLISHED', 'FIN_WAIT1', 'close', '3.10.4'],
  ['ESTABLISHED', 'CLOSE_WAIT', 'FIN', '3.10.7.4'],
  ['FIN_WAIT1', 'FIN_WAIT2', 'ACK of the FIN', '3.10.7.4'],
  ['FIN_WAIT1', 'CLOSING', 'FIN', '3.10.7.4'],
  // By FIN_WAIT2, within the processing of one segment: no look shows that.
  ['FIN_WAIT1', 'TIME_WAIT', 'FIN that acknowledges the FIN', '3.10.7.4', { witness: 'fin-acknowledges' }],
  ['FIN_WAIT2', 'TIME_WAIT', 'FIN', '3.10.7.4'],
  ['CLOSING', 'TIME_WAIT', 'ACK of the FIN', '3.10.7.4'],
  ['CLOSE_WAIT', 'LAST_ACK', 'close', '3.10.4'],
  ['LAST_ACK', 'CLOSED', 'ACK of the FIN', '3.10.7.4', { witness: 'acknowledged' }],
  ['TIME_WAIT', 'CLOSED', '2 MSL are over', '3.10.8', { witness: 'ran-out' }],
  ['SYN_SENT', 'CLOSED', 'RST', '3.10.7.3', { witness: 'reset' }],
  ['SYN_RECV', 'CLOSED', 'RST, after an active open', '3.10.7.4', { witness: 'active-reset' }],
  // By ESTABLISHED, within the processing of one segment: no look shows that.
  ['SYN_RECV', 'CLOSE_WAIT', 'FIN, the ACK before it lost', '3.10.7.4', { witness: 'ack-lost' }],
  [
    ['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT'],
    'CLOSED',
    'RST',
    '3.10.7.4',
    { witness: 'reset' },
  ],
  [['CLOSING', 'LAST_ACK', 'TIME_WAIT'], 'CLOSED', 'RST', '3.10.7.4', { witness: 'reset' }],
  [SYNCHRONIZED, 'same', 'SYN', '3.10.7.4', { oneIsEnough: true, witness: 'challenge' }],
  // A new socket takes the place of the old one.
  [
    ...(['TIME_WAIT', 'SYN_RECV', 'SYN of a new connection', '3.6.1'] as const),
    { onLinux: { from: 'CLOSED', to: 'SYN_RECV' }, witness: 'takes-its-place' },
  ],
  [
    ['SYN_RECV', 'ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT'],
    ...(['CLOSED', 'abort', '3.10.5', { witness: 'abort' }] as const),
  ],
  [TIMED, 'CLOSED', 'user time-out', '3.10.8', { oneIsEnough: true, witness: 'time-out' }],
  ['TIME_WAIT', 'same', 'FIN again', '3.10.7.4', { witness: 'acknowledged-again' }],
  ['FIN_WAIT2', 'CLOSED', 'no process holds it, and its time is over', 'Linux', { witness: 'ran-out' }],
];

/** Every edge there is, in the order of their numbers. */
export const EDGES: readonly Edge[] = ROWS.map(([from, to, event, source, more], index) => ({
  ...{ number: index + 1, from: [from].flat(), to, event },
  source: source === 'Linux' ? source : `RFC 9293 section ${source}`,
  ...more,
}));

/** Raises RangeError where there is none of that number. */
export function edgeOf(number: number): Edge {
  const edge = EDGES[number - 1];
  if (edge) return edge;
  throw new RangeError(`TCP's state machine has no edge ${String(number)}`);
}
