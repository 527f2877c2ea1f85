import type { AppEvent } from './protocol.ts';
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

/** One timed fact from one probe. */
export type Observation = Sighting | ApplicationObservation | StepObservation | WireObservation;
