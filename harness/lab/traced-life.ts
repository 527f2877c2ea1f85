import type { TcpState } from '../model/tcp-state.ts';
import type { TraceEvent } from '../observe/trace/trace-event.ts';
import { connectionKey } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import { RawSocket } from './raw-socket.ts';
import type { Ends, LabSocket } from './lab-socket.ts';

/** What was traced of one kernel socket from CLOSED to CLOSED. */
export class TracedLife {
  readonly host: LabHost;
  /** Whose it is, once that is known. */
  socket: LabSocket | undefined;
  /** An active one has no port of its own before it has left SYN_SENT (tcp_v4_connect, before inet_hash_connect). */
  ends: Ends;
  readonly beganAt: number;
  /** The last that it came to, as far as is known. */
  state: TcpState = 'CLOSED';
  /** Whether its beginning was traced. */
  readonly isWhole: boolean;
  /** A RST may be sent for no socket at all, or for a mini-socket, of which nothing else is traced. */
  readonly isOfSocket: boolean;
  #waiting: TraceEvent[] = [];

  readonly #before: TracedLife | undefined;

  /** `before`: the life that the kernel's socket had last. */
  constructor(host: LabHost, event: TraceEvent, before: TracedLife | undefined) {
    this.#before = before;
    this.host = host;
    this.beganAt = event.at;
    this.ends = { local: event.local, peer: event.peer };
    this.isOfSocket = isOfFullSocket(event);
    this.isWhole = beginsLife(event);
  }

  /** The socket it was before, where a descriptor still refers to it: a raw socket can connect anew. */
  get socketBefore(): LabSocket | undefined {
    const socket = this.#before?.socket;
    const isOpen = !socket?.track.application.some(({ kind }) => kind === 'closed');
    return socket instanceof RawSocket && socket.host === this.host && isOpen ? socket : undefined;
  }

  /** Whether nothing but when they were tells them apart. */
  isLike({ host, ends }: TracedLife): boolean {
    return host === this.host && connectionKey(ends) === connectionKey(this.ends);
  }

  add(event: TraceEvent): this {
    if (this.ends.local.port === 0) this.ends = { local: event.local, peer: event.peer };
    if (event.kind === 'state') this.state = event.to;
    this.#waiting.push(event);
    return this;
  }

  /** What has not been told of yet. */
  takeWaiting(): TraceEvent[] {
    return this.#waiting.splice(0);
  }
}

/** Whether a socket's life begins with it. A child begins as a copy of its listener (inet_csk_clone_lock). */
export function beginsLife(event: TraceEvent): boolean {
  if (event.kind !== 'state') return false;
  return event.from === 'CLOSED' || (event.from === 'LISTEN' && event.to !== 'CLOSED');
}

/** A mini-socket may be where another socket was in the kernel's memory, and has nothing to do with it. */
export function isOfFullSocket(event: TraceEvent): boolean {
  return event.sk !== 0n && !(event.kind === 'reset-sent' && event.state === 'TIME_WAIT');
}
