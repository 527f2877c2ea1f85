import type { ResetCause } from '../../model/reset-reason.ts';
import type { SocketAddress } from '../../model/socket-row.ts';
import type { TcpState } from '../../model/tcp-state.ts';

interface Fact {
  /** Milliseconds of the CLOCK_MONOTONIC of the kernel that was traced. */
  readonly at: number;
  /** The kernel's address of the socket, which says which events are of one; 0 where there was none. */
  readonly sk: bigint;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

export interface StateEvent extends Fact {
  readonly kind: 'state';
  readonly from: TcpState;
  readonly to: TcpState;
}

interface ResetEvent extends Fact {
  readonly kind: 'reset-sent';
  readonly state?: TcpState | undefined;
  readonly reason?: string | undefined;
  readonly by: ResetCause;
}

interface SegmentEvent extends Fact {
  readonly kind: 'reset-received' | 'retransmitted';
}

/** What the kernel traced of one socket. */
export type TraceEvent = StateEvent | ResetEvent | SegmentEvent;
