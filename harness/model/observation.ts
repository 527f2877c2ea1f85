import type { HalfOpenCount } from './half-open.ts';
import type { AppEvent, Counters } from './protocol.ts';
import type { ResetCause } from './reset-reason.ts';
import type { TcpFlag } from './segment.ts';
import type { SocketAddress, SocketRow } from './socket-row.ts';
import type { TcpState } from './tcp-state.ts';
import type { TouchedSegment } from './wire.ts';

/** When something was observed: milliseconds since the scenario began, on the harness's clock. */
interface Timed {
  readonly at: number;
}

/** A change that `ss` showed. The kernel may have been in other states since the look before, at `before`. */
export interface Sighting extends Timed {
  readonly probe: 'ss';
  readonly host: string;
  /** Undefined for sockets the scenario did not make. */
  readonly socket?: string | undefined;
  readonly before: number;
  /** When the look began that showed it: it was so at some moment between then and `at`. */
  readonly began: number;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
  readonly state: TcpState;
  readonly row?: SocketRow | undefined;
}

/** How many half-open requests of floods a look showed at one listener, where that had changed. */
export interface HalfOpenObservation extends Timed, HalfOpenCount {
  readonly probe: 'half-open';
  readonly host: string;
}

/** What an application, or the proxy as the application of its legs, saw of a socket. */
export interface ApplicationObservation extends Timed {
  readonly probe: 'application';
  readonly host: string;
  readonly socket: string;
  readonly kind: AppEvent['kind'];
  readonly errno?: string | undefined;
  readonly syscall?: string | undefined;
  readonly bytes?: number | undefined;
  readonly detail?: string | undefined;
}

/** What the scenario itself did, or a name it gave to a moment. */
interface StepObservation extends Timed {
  readonly probe: 'step';
  readonly text: string;
}

/** A segment that a wire fault touched, on its way into `host`. */
export interface WireObservation extends Timed, Omit<TouchedSegment, 'at'> {
  readonly probe: 'wire';
  readonly host: string;
  /** The host that it came from, or is said to. */
  readonly sender: string;
}

interface Traced extends Timed {
  readonly probe: 'trace';
  readonly host: string;
  /** Undefined for sockets the scenario did not make, and where no socket was concerned. */
  readonly socket?: string | undefined;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

/**
 * A change of state as the kernel made it (sock:inet_sock_set_state). TIME_WAIT and half-open requests are mini-sockets,
 * which it never shows: a socket that turns into TIME_WAIT, or into an orphaned FIN_WAIT2, ends in CLOSED here.
 */
export interface TracedChange extends Traced {
  readonly kind: 'state';
  readonly from: TcpState;
  readonly to: TcpState;
}

/** A RST that the kernel sent (tcp:tcp_send_reset). */
export interface TracedReset extends Traced {
  readonly kind: 'reset-sent';
  /** Of the socket that it was sent for; undefined where there was none. */
  readonly state?: TcpState | undefined;
  /** The kernel's word, such as `TCP_STATE`; undefined where this kernel gives none. */
  readonly reason?: string | undefined;
  readonly by: ResetCause;
}

/** A RST that a full socket took (tcp:tcp_receive_reset), or a segment sent once more (tcp:tcp_retransmit_skb, _synack). */
export interface TracedSegment extends Traced {
  readonly kind: 'reset-received' | 'retransmitted';
  /** It stands for so many half-open requests of a flood, whose SYN-ACKs were sent again together; its ends are one's. */
  readonly times?: number | undefined;
}

export type TraceObservation = TracedChange | TracedReset | TracedSegment;

/** A segment as it passed a host's network device; coming in, that is before any fault of the wire. */
export interface CapturedSegment extends Timed {
  readonly probe: 'capture';
  readonly host: string;
  readonly direction: 'in' | 'out';
  readonly from: SocketAddress;
  readonly to: SocketAddress;
  /** 1 for the first connection between these ends, 2 for the one that a later SYN began, … */
  readonly connection: number;
  readonly flags: readonly TcpFlag[];
  readonly seq: number;
  readonly ack: number;
  /** Relative to the connection's SYN; undefined where the capture did not see it. */
  readonly relativeSeq?: number | undefined;
  readonly relativeAck?: number | undefined;
  readonly window: number;
  /** Bytes of TCP header, options included. */
  readonly headerLength: number;
  /** Its TCP options in words: `MSS 1460`. */
  readonly options: readonly string[];
  /** Bytes of payload. */
  readonly length: number;
  /** We made it up ourselves, for a fault of the wire. */
  readonly forged?: true | undefined;
}

/** How far a host's kernel counters have moved since they were read last, at `since`. */
export interface CounterObservation extends Timed {
  readonly probe: 'counters';
  readonly host: string;
  readonly since: number;
  /** Those that moved. */
  readonly deltas: Counters;
}

/** The end of a full socket as `ss -E` tells it (man 8 ss); mini-sockets end untold. */
interface DestroyObservation extends Timed {
  readonly probe: 'destroy';
  readonly host: string;
  readonly socket?: string | undefined;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

/** One timed fact from one probe. */
export type Observation =
  | Sighting
  | HalfOpenObservation
  | ApplicationObservation
  | StepObservation
  | WireObservation
  | TraceObservation
  | CapturedSegment
  | CounterObservation
  | DestroyObservation;

/** A source of observations that a scenario did not make itself. */
export type Probe = Exclude<Observation['probe'], 'step' | 'wire' | 'half-open'>;
