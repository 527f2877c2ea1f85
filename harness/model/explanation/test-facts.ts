import { expect } from '@jest/globals';
import { explainConnections } from './explain.ts';
import type {
  ApplicationObservation,
  CapturedSegment,
  Observation,
  Probe,
  Sighting,
  TraceObservation,
  WireObservation,
} from '../observation.ts';
import type { SocketAddress, SocketTimer } from '../socket-row.ts';
import type { TcpState } from '../tcp-state.ts';
import type { Transition } from '../transition.ts';
import type { ConnectionFacts, SocketFacts } from './facts.ts';

/** Facts for tests, as short as they can be told: a client and a server, each on a host of its name. */

const CLIENT: SocketAddress = { address: '10.64.0.4', port: 40_000 };
const SERVER: SocketAddress = { address: '10.64.0.2', port: 7_000 };

type End = 'client' | 'server';

const ANSWERS = ['NO_SOCKET', 'TCP_ABORT_ON_DATA'];
type Step = readonly [at: number, state: TcpState, form?: Transition['form']];

const HOSTS = [
  { name: 'server', ipv4: '10.64.0.2', ipv6: 'fd00::2', sysctls: {} },
  { name: 'client', ipv4: '10.64.0.4', ipv6: 'fd00::4', sysctls: {} },
];

export function facts(
  sockets: readonly SocketFacts[],
  timeline: readonly Observation[],
  more: Partial<ConnectionFacts> = {},
): ConnectionFacts {
  return { hosts: HOSTS, sockets, timeline: timeline.toSorted((a, b) => a.at - b.at), complete: [], ...more };
}

/** A socket whose path these probes showed; none: it is implied. */
export function socket(name: End, seenBy: readonly Probe[], ...path: readonly Step[]): SocketFacts {
  let from: TcpState = 'CLOSED';
  const transitions = path.map(([at, to, form = 'socket']): Transition => {
    const transition = { at, from, to, form, seenBy, missedBy: [] };
    from = to;
    return transition;
  });
  return { name, role: name, host: name, ...endsOf(name), transitions };
}

export function saw(
  at: number,
  name: End,
  state: TcpState,
  row: Partial<NonNullable<Sighting['row']>> = {},
): Sighting {
  const ends = endsOf(name);
  const rest = { recvQ: 0, sendQ: 0, inode: 7, uid: 0, owners: [], memory: undefined, tcpInfo: {} };
  const full = state === 'CLOSED' ? undefined : { ...rest, state, timer: undefined, ...ends, ...row };
  const when = { at, before: at - 20, began: at - 5 };
  return { probe: 'ss', ...when, host: name, socket: name, ...ends, state, row: full };
}

export const TIMEWAIT: SocketTimer = { name: 'timewait', remainingMs: 59_000, retransmits: 0 };

export function told(
  at: number,
  name: End,
  kind: ApplicationObservation['kind'],
  more: Partial<ApplicationObservation> = {},
): ApplicationObservation {
  return { probe: 'application', at, host: name, socket: name, kind, ...more };
}

export function step(at: number, text: string): Observation {
  return { probe: 'step', at, text };
}

export function traced(
  at: number,
  name: End,
  kind: Exclude<TraceObservation['kind'], 'state'>,
  reason?: string,
): TraceObservation {
  const common = { probe: 'trace' as const, at, host: name, socket: name, ...endsOf(name) };
  return kind === 'reset-sent'
    ? { ...common, kind, reason, by: ANSWERS.includes(reason ?? '') ? 'segment' : 'application' }
    : { ...common, kind };
}

/** A segment that came in at the other end's host. */
export function touched(
  at: number,
  sender: End,
  flags: WireObservation['flags'],
  verdict: WireObservation['verdict'],
  more: Partial<WireObservation> = {},
): WireObservation {
  const { local: from, peer: to } = endsOf(sender);
  const host = sender === 'client' ? 'server' : 'client';
  const numbers = { segment: 1, seq: 1, ack: 1, length: 0 };
  return { probe: 'wire', at, host, sender, flags, verdict, from, to, ...numbers, ...more };
}

export function captured(
  at: number,
  sender: End,
  direction: CapturedSegment['direction'],
  flags: CapturedSegment['flags'],
  more: Partial<CapturedSegment> = {},
): CapturedSegment {
  const { local: from, peer: to } = endsOf(sender);
  const other = sender === 'client' ? 'server' : 'client';
  const host = direction === 'out' ? sender : other;
  const numbers = { connection: 1, seq: 1, ack: 1, window: 512, headerLength: 20, options: [], length: 0 };
  return { probe: 'capture', at, host, direction, flags, from, to, ...numbers, ...more };
}

function endsOf(name: End): { local: SocketAddress; peer: SocketAddress } {
  return name === 'client' ? { local: CLIENT, peer: SERVER } : { local: SERVER, peer: CLIENT };
}

/** The paragraph of the only connection, a sentence a line. */
export function story(connection: ConnectionFacts): string[] {
  const [only, ...others] = explainConnections(connection);
  expect(others).toEqual([]);
  return only?.text.split(/(?<=\.) (?=[A-Z]|client|server)/) ?? [];
}

/** A client that has connected to a server, at +100 ms. */
export const OPENED: readonly Observation[] = [
  told(100, 'client', 'connecting'),
  told(101, 'client', 'connected'),
  told(102, 'server', 'accepted'),
];
export const OPENING = 'client connected to server at +100 ms, whose application accepted it.';
export const BOTH_GONE = 'Both sockets are gone.';
