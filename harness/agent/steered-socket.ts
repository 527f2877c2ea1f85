import type net from 'node:net';
import type { AppEvent, EndpointPolicy, Reading } from '../model/protocol.ts';
import { RequestError } from './failure.ts';

type Emit = (event: Omit<AppEvent, 'event' | 'at'>) => void;

/** The part of node's stream handle that is needed to really stop reading (see `read`). */
interface ReadHandle {
  reading: boolean;
  readStart(): number;
  readStop(): number;
}

/** One connection that the harness steers, and everything its application sees of it. */
export class SteeredSocket {
  readonly #name: string;
  readonly #socket: net.Socket;
  readonly #policy: EndpointPolicy;
  readonly #emit: Emit;
  /** What the scenario has called after which nothing can be written. */
  #endedBy: 'sendFin' | 'close' | 'reset' | undefined;

  constructor(name: string, socket: net.Socket, policy: EndpointPolicy, emit: Emit) {
    this.#name = name;
    this.#socket = socket;
    this.#policy = policy;
    this.#emit = emit;
    this.#report();
  }

  /** The kernel's descriptor. Raises INVALID_OPTION where the socket is closed. */
  get descriptor(): number {
    const { _handle } = this.#socket as net.Socket & { _handle?: { fd: number } | null };
    if (_handle && _handle.fd >= 0) return _handle.fd;
    throw new RequestError('INVALID_OPTION', `${this.#name} is closed: it has no descriptor any more`);
  }

  /**
   * Hands bytes to the kernel as far as its send buffer takes them; the rest waits in this process. Raises INVALID_OPTION
   * after an end that the scenario has asked for: node would drop the bytes, or end the connection for the mistake.
   */
  write(bytes: Buffer): void {
    if (this.#endedBy !== undefined) {
      const why = `${this.#endedBy}() was called before`;
      throw new RequestError('INVALID_OPTION', `nothing can be written to ${this.#name}: ${why}`);
    }
    this.#socket.write(bytes);
  }

  /**
   * Stops or starts reading. Node's own pause() reads on until its 64 KiB buffer is full, which would empty
   * the kernel's receive queue behind the scenario's back (discoveries/node-pause-keeps-reading.md).
   */
  read(reading: Reading): void {
    const handle = (this.#socket as net.Socket & { _handle?: ReadHandle | null })._handle;
    if (reading === 'on') {
      this.#socket.resume();
      // The stream believes it is reading still, so it would never start again by itself.
      if (handle && !handle.reading && !this.#socket.connecting) {
        handle.reading = true;
        handle.readStart();
      }
      return;
    }
    this.#socket.pause();
    if (handle?.reading) {
      handle.reading = false;
      handle.readStop();
    }
  }

  /** shutdown(SHUT_WR): resolves when it was called, or at once where unsent bytes still wait before it. */
  async sendFin(): Promise<void> {
    this.#endedBy ??= 'sendFin';
    const socket = this.#socket;
    const unsent = socket.writableLength > 0;
    socket.end();
    if (unsent || socket.writableFinished) return;
    await new Promise<void>((resolve) => {
      socket.once('finish', resolve);
      socket.once('close', () => resolve());
    });
  }

  /** close(2); with `linger: 0` in the policy after setting SO_LINGER to on and 0. */
  close(): Promise<void> {
    this.#endedBy ??= 'close';
    return this.#end(() =>
      this.#policy.linger === 0 ? this.#socket.resetAndDestroy() : this.#socket.destroy(),
    );
  }

  /** close(2) with SO_LINGER on and 0, whatever the policy says. */
  reset(): Promise<void> {
    this.#endedBy ??= 'reset';
    return this.#end(() => this.#socket.resetAndDestroy());
  }

  #end(close: () => void): Promise<void> {
    if (this.#socket.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      close();
    });
  }

  #report(): void {
    const socket = this.#socket;
    const say = (event: Omit<AppEvent, 'event' | 'at' | 'socket'>) =>
      this.#emit({ socket: this.#name, ...event });
    socket.on('connect', () => say({ kind: 'connected' }));
    socket.on('finish', () => say({ kind: 'sent-fin' }));
    socket.on('data', (chunk: Buffer) =>
      say({ kind: 'data', bytes: chunk.length, base64: chunk.toString('base64') }),
    );
    socket.on('end', () => {
      say({ kind: 'fin' });
      if (this.#policy.onFin === 'close') socket.end();
    });
    socket.on('error', ({ code, syscall, message }: NodeJS.ErrnoException) =>
      say({ kind: 'error', errno: code, syscall, detail: message }),
    );
    socket.on('close', () => say({ kind: 'closed' }));
  }
}
