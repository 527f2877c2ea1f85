import type { SocketAddress } from './socket-row.ts';

/** An object without properties. */
type Nothing = Readonly<Record<string, never>>;

/** Watching what passes a host's network device, and which of its sockets end. */
export interface CaptureRequests {
  /** Resolves when everything from now on is captured, or to why nothing is. From now on, ends of sockets are told too. */
  captureStart: { params: Nothing; result: CaptureBegun | CaptureOff };
  captureCounts: { params: Nothing; result: CaptureCounts };
}

interface CaptureBegun {
  readonly on: true;
  /** Packets that the kernel counted before its filter was in force: they are never told. */
  readonly unfiltered: number;
  /** How far the host's CLOCK_REALTIME, by which packets are timed, is ahead of its CLOCK_MONOTONIC, in milliseconds. */
  readonly realtimeAheadMs: number;
}

interface CaptureOff {
  readonly on: false;
  readonly why: string;
}

/** What the kernel counted for a capture so far. */
export interface CaptureCounts {
  /** Packets that passed the filter, those included that it had no room for. */
  readonly received: number;
  readonly dropped: number;
}

/** The next bytes of the capture, which together are a pcap file. */
interface CaptureEvent {
  readonly event: 'capture';
  readonly base64: string;
}

/** What passes from now on is not captured. */
interface CaptureEnded {
  readonly event: 'capture-ended';
  readonly why: string;
}

/** A full socket has ended. */
export interface EndedSocket {
  readonly event: 'ended-socket';
  /** When it was told here. */
  readonly at: number;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

/** The ends of sockets are not told, or not any more. */
interface EndsUntold {
  readonly event: 'ends-untold';
  readonly why: string;
}

export type CaptureNews = CaptureEvent | CaptureEnded | EndedSocket | EndsUntold;
