import type { CapturedSegment, TracedReset } from '../../harness/model/observation.ts';
import type { TcpFlag } from '../../harness/model/segment.ts';
import type { SocketAddress } from '../../harness/model/socket-row.ts';
import type { WireVerdict } from '../../harness/model/wire.ts';

/** One segment as one host put it on its device, and what became of it. Times are milliseconds since the scenario began. */
export interface Rung {
  /**
   * When it left its sender, or came, whichever is told earlier: clocks of hosts may be milliseconds apart, and so no
   * answer stands before what it answers. Where no capture shows it, the first that is known of it.
   */
  readonly at: number;
  /** Hosts; undefined where none of the scenario's has the address. */
  readonly sender: string | undefined;
  readonly receiver: string | undefined;
  readonly from: SocketAddress;
  readonly to: SocketAddress;
  /** None where only the kernel's trace told that something was sent again. */
  readonly flags: readonly TcpFlag[];
  /** Undefined where only the kernel's trace told of it. */
  readonly header: RungHeader | undefined;
  /** When the captures of its two hosts showed it; coming in, that is before any fault of the wire. */
  readonly left: number | undefined;
  readonly came: number | undefined;
  /** All that it carries had been sent before. */
  readonly again: boolean;
  /** The harness made it up. */
  readonly forged: boolean;
  /** It is a piece of one that was captured whole: a device takes more bytes at once than a segment may have (TSO). */
  readonly isPiece: boolean;
  /** What faults of the wire did to it, in order. */
  readonly touches: readonly Touch[];
  /** What the sender's kernel told of it, where it is a RST. */
  readonly reset: RungReset | undefined;
  /** When the receiver's socket took it, where it is a RST and the kernel told of that. */
  readonly takenAt: number | undefined;
  /** It stands for so many, which the kernel's trace counted together. */
  readonly times: number;
}

/** Numbers are as on the wire; relative ones are undefined where nothing showed the connection's SYN. */
interface RungHeader
  extends
    Pick<CapturedSegment, 'seq' | 'ack' | 'relativeSeq' | 'relativeAck' | 'length'>,
    Partial<Pick<CapturedSegment, 'window' | 'headerLength' | 'options' | 'connection'>> {}

export type RungReset = Pick<TracedReset, 'reason' | 'by' | 'state'>;

export interface Touch {
  readonly at: number;
  /** Undefined where the wire only saw a forged segment come in. */
  readonly fault: string | undefined;
  readonly verdict: WireVerdict;
  readonly detail: string | undefined;
}

/** What two observations of the same segment have in common. */
export function segmentKey(
  segment: Pick<CapturedSegment, 'from' | 'to' | 'flags' | 'seq' | 'ack' | 'length'>,
): string {
  const { from, to, flags, seq, ack, length } = segment;
  return [from.address, from.port, to.address, to.port, flags.join(' '), seq, ack, length].join(' ');
}
