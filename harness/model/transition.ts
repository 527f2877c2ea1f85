import type { Probe } from './observation.ts';
import type { TcpState } from './tcp-state.ts';

/**
 * What the kernel keeps a connection as: a full socket; a `request`, half open at a listener; a `timewait` mini-socket;
 * or an `orphan`, a FIN_WAIT2 that no descriptor refers to, which is kept as a timewait mini-socket too.
 */
export type SocketForm = 'socket' | 'request' | 'timewait' | 'orphan';

/** A change of state of one socket, merged from all probes. */
export interface Transition {
  /** When the most exact probe that saw it says it was, in milliseconds since the scenario began. */
  readonly at: number;
  readonly from: TcpState;
  readonly to: TcpState;
  /** What the kernel keeps the socket as once it is in `to`. */
  readonly form: SocketForm;
  /** Empty where no probe saw it: it is certain all the same, because every path between two looks leads through it. */
  readonly seenBy: readonly Probe[];
  /** Probes that were on and did not see it, and why. */
  readonly missedBy: readonly { readonly probe: Probe; readonly why: string }[];
}
