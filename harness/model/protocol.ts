import type { CaptureNews, CaptureRequests } from './capture-protocol.ts';
import type { Flood } from './flood.ts';
import type { HalfOpenCount } from './half-open.ts';
import type { ProgramNews, ProgramRequests } from './program-protocol.ts';
import type { Ends, RawRequests } from './raw-protocol.ts';
import type { SocketAddress, SocketRow } from './socket-row.ts';
import type { TcpState } from './tcp-state.ts';
import type {
  FaultAction,
  ForgedSegment,
  SeenNumbers,
  SegmentSelection,
  TouchedSegment,
  WireHealth,
  WirePart,
} from './wire.ts';

/**
 * What the harness and the agent inside a host say to each other, one JSON object a line, over the agent's
 * stdin and stdout. A request carries an `id` that its reply repeats; events come unasked.
 * All times are milliseconds of the host's CLOCK_MONOTONIC.
 */

/** What an endpoint does when its peer has ended its half: end its own too, or leave it open. */
type OnFin = 'close' | 'ignore';

/** Whether an endpoint reads what arrives, or leaves it in the kernel's receive queue. */
export type Reading = 'on' | 'paused';

export interface EndpointPolicy {
  readonly onFin: OnFin;
  readonly reading: Reading;
  /** 0: `close()` sends RST (SO_LINGER on, time 0). Undefined: the kernel's ordinary close. */
  readonly linger?: 0 | undefined;
}

/** An object without properties. */
type Nothing = Readonly<Record<string, never>>;

/** Steering a socket: names are given by the harness; `process` is one the agent was told to start. */
interface Requests extends RawRequests, CaptureRequests, ProgramRequests {
  hello: { params: Nothing; result: HelloReply };
  /** What the host's tools say of their versions. */
  tools: { params: Nothing; result: { ss: string } };
  addIpv6Address: { params: { device: string; address: string }; result: { refused?: string } };
  configure: { params: { sysctls: Readonly<Record<string, string>> }; result: Nothing };
  /** A kernel parameter as it is in the host; no value where the kernel has none of that name. */
  readSysctl: { params: { name: string }; result: { value?: string } };
  spawn: { params: { process: string }; result: { pid: number } };
  kill: { params: { process: string; signal: string }; result: Nothing };
  listen: {
    params: {
      socket: string;
      address: string;
      port: number;
      backlog: number;
      policy: EndpointPolicy;
      process?: string | undefined;
    };
    result: { local: SocketAddress };
  };
  connect: {
    params: {
      socket: string;
      to: SocketAddress;
      localAddress?: string | undefined;
      localPort?: number | undefined;
      policy: EndpointPolicy;
      process?: string | undefined;
    };
    result: { local: SocketAddress };
  };
  write: { params: { socket: string; base64: string }; result: Nothing };
  read: { params: { socket: string; reading: Reading }; result: Nothing };
  sendFin: { params: { socket: string }; result: Nothing };
  close: { params: { socket: string }; result: Nothing };
  reset: { params: { socket: string }; result: Nothing };
  /** Of a connection whose descriptor is open, from SYN_RECV on. Nothing is sent. */
  sequenceNumbers: { params: { socket: string }; result: SequenceNumbers };
  /** How long to pause between looks, and whether somebody waits for what they show, from now on. */
  cadence: { params: { pauseMs: number; watched: boolean }; result: Nothing };
  /**
   * One look that starts after the request arrived; with `whileWatched` none where nobody waits any more by the time
   * that it would start.
   */
  look: { params: { whileWatched: boolean }; result: LookSummary };
  /** A connection that is known of from elsewhere: the next look tells of it, also where it is there no more. */
  announce: { params: Ends; result: Nothing };
  /**
   * `/proc/net/snmp` and `/proc/net/netstat` as they are, one after the other, between `began` and `at`: the harness
   * reads them faster.
   */
  counters: { params: Nothing; result: { began: number; at: number; proc: string } };
  /** How far each of them has moved since either was asked last. */
  countersMoved: { params: Nothing; result: { began: number; at: number; moved: Counters } };
  /** Starts the fault-injecting proxy in this host, or hands its HTTP API a request. */
  proxyStart: { params: { seed: number }; result: Nothing };
  proxyHttp: { params: HttpRequest; result: HttpResponse };
  /** Starts the real Toxiproxy, with its API on that port of the host's loopback; without `program` it runs already. */
  toxiproxyStart: { params: ToxiproxyStart; result: { version: string } };
  /** Hands the real Toxiproxy's HTTP API a request. */
  toxiproxyHttp: { params: HttpRequest; result: HttpResponse };
  /** Puts a fault on the segments that come into this host. Resolves when it is in force. */
  wireArm: {
    params: { fault: string; selection: SegmentSelection; action: FaultAction; seed: number };
    result: Nothing;
  };
  wireLift: { params: { fault: string }; result: Nothing };
  /** How many segments that fault holds in this host. */
  wireHeld: { params: { fault: string }; result: { count: number } };
  /** Lets held segments go, or discards them: those in these places, 1 for the one held longest; all by default. */
  wireRelease: {
    params: {
      fault: string;
      places?: readonly number[] | undefined;
      reversed: boolean;
      discard: boolean;
    };
    result: Nothing;
  };
  /** Whether the scenario's predicate selects the segment it was asked about. */
  wireAnswer: { params: { question: number; selected: boolean }; result: Nothing };
  /** Sends a made-up segment from this host. */
  wireForge: { params: { segment: ForgedSegment }; result: Nothing };
  /** Sends a flood of SYNs to a port of this host; looks count the half-open requests that it leaves from then on. */
  wireFlood: { params: { flood: Flood }; result: Nothing };
  /** What this host's wire has seen of a connection's segments from one end to the other. */
  wireNumbers: {
    params: { from: SocketAddress; to: SocketAddress };
    result: { numbers?: SeenNumbers | undefined };
  };
  wireHealth: { params: Nothing; result: WireHealth };
  /** Tries everything that a wire needs of this host. */
  wireTry: { params: Nothing; result: { parts: readonly WirePart[] } };
}

export type Operation = keyof Requests;
export type Params<O extends Operation> = Requests[O]['params'];
export type Result<O extends Operation> = Requests[O]['result'];

export interface HelloReply {
  readonly pid: number;
  readonly node: string;
  readonly kernel: string;
  /** The kernel's boot_id (random(4)): two hosts with the same one have the same kernel. */
  readonly boot: string;
  /** CLOCK_MONOTONIC when the reply was made: the harness measures the host's clock offset by it. */
  readonly at: number;
}

/** Absolute numbers, unsigned and of 32 bit. */
export interface SequenceNumbers {
  /** Of the byte the application will send next (write_seq): a FIN that was sent is counted, unsent bytes are too. */
  readonly sendNext: number;
  /** Of what the kernel expects next from the peer (rcv_nxt). */
  readonly receiveNext: number;
}

export interface ToxiproxyStart {
  readonly port: number;
  readonly program?: string | undefined;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `/proc/net/snmp` and `/proc/net/netstat`, flat: `Tcp.OutRsts`, `TcpExt.TCPAbortOnData`, … */
export type Counters = Readonly<Record<string, number>>;

/** How many looks the host has taken so far, and how they went. */
export interface LookSummary {
  readonly looks: number;
  readonly errors: number;
  /** When the last look that succeeded ended; 0 before the first. */
  readonly at: number;
  /** Why the last look failed; undefined where it did not. */
  readonly lastError?: string | undefined;
}

/** What changed between two looks. `row` is undefined where the connection is not there any more. */
export interface SeenSocket {
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
  readonly state: TcpState;
  /** Of the row, or of the last one there was; 0 where no descriptor referred to it. */
  readonly inode?: number | undefined;
  readonly row?: SocketRow | undefined;
}

export interface LookEvent extends LookSummary {
  readonly event: 'look';
  /** When the look before this one ended, so that the reader knows how long nobody looked. */
  readonly before: number;
  /** When this look began: what it shows was so at some moment between then and `at`. */
  readonly began: number;
  readonly seen: readonly SeenSocket[];
  /** How many half-open requests of floods there are, where that has changed. */
  readonly floods?: readonly HalfOpenCount[] | undefined;
}

/** What the application, or the proxy, saw of one of its sockets. */
export interface AppEvent {
  readonly event: 'app';
  readonly at: number;
  readonly socket: string;
  readonly kind:
    | 'listening'
    | 'connecting'
    | 'connected'
    | 'accepted'
    | 'data'
    | 'fin'
    | 'sent-fin'
    | 'error'
    | 'closed'
    | 'refused-connection'
    | 'toxic'
    /** The real Toxiproxy is not there any more: what its sockets do from now on is the kernel's doing. */
    | 'toxiproxy-ended';
  readonly local?: SocketAddress | undefined;
  readonly peer?: SocketAddress | undefined;
  readonly errno?: string | undefined;
  readonly syscall?: string | undefined;
  readonly base64?: string | undefined;
  readonly bytes?: number | undefined;
  readonly detail?: string | undefined;
}

/** Segments that faults touched. */
interface WireEvent {
  readonly event: 'wire';
  readonly touched: readonly TouchedSegment[];
}

/** A segment waits for the word of the scenario's predicate. */
export interface WireQuestion {
  readonly event: 'wire-question';
  readonly question: number;
  readonly fault: string;
  readonly segment: TouchedSegment;
}

/** The wire of this host does not work any more: what it shows from now on says nothing. */
interface WireFailure {
  readonly event: 'wire-failed';
  readonly message: string;
}

export type AgentEvent =
  LookEvent | AppEvent | WireEvent | WireQuestion | WireFailure | CaptureNews | ProgramNews;

export type ReplyLine =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: AgentFailure };

/** Why a request could not be carried out; `code` is an errno name or an ErrorCode. */
export interface AgentFailure {
  readonly code: string;
  readonly message: string;
  readonly syscall?: string | undefined;
}

export type AgentLine = ReplyLine | AgentEvent;
