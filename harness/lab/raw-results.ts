import { HalfcloseError } from '../model/errors.ts';
import type { CallResult } from '../model/raw-protocol.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type { RawSocket } from './raw-socket.ts';

export interface BindResult extends CallResult {
  /** The address and port it is bound to now; undefined where the kernel refused. */
  readonly local?: SocketAddress;
}

export interface SendResult extends CallResult {
  /** Bytes that are in the kernel's send buffer: all, unless there is an `errno`. */
  readonly sent: number;
}

export interface ReceiveResult extends CallResult {
  readonly data: Buffer;
}

export class AcceptResult implements CallResult {
  readonly errno: string | undefined;
  readonly durationMs: number;
  readonly #listener: string;
  readonly #socket: RawSocket | undefined;

  constructor({ errno, durationMs }: CallResult, listener: string, socket: RawSocket | undefined) {
    this.errno = errno;
    this.durationMs = durationMs;
    this.#listener = listener;
    this.#socket = socket;
  }

  /** The accepted connection. Raises SYSCALL_FAILED where accept(2) gave none. */
  get socket(): RawSocket {
    if (this.#socket) return this.#socket;
    throw new HalfcloseError(
      'SYSCALL_FAILED',
      `${this.#listener}.accept(): ${this.errno ?? 'no connection'}`,
      {
        hint: 'is there a connection in the accept queue, and does the socket still listen?',
      },
    );
  }
}
