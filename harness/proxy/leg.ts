import type net from 'node:net';
import type { AppEvent } from '../model/protocol.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type { ProxyContext } from './context.ts';
import { ReadBuffer } from './read-buffer.ts';
import type { StreamBytes } from './traffic.ts';
import type { StreamEvent } from './toxics/toxic.ts';

/** How often a leg that is half-closed by its peer is asked whether it was reset since, in milliseconds. */
const RESET_CHECK_PAUSE_MS = 25;

const NOTHING = Buffer.alloc(0);

/** The part of node's stream handle that is needed to really stop reading. */
interface ReadHandle {
  readStart(): number;
  readStop(): number;
}

export interface LegParts {
  readonly name: string;
  /** Makes the socket, which is to be read in this way. */
  readonly open: (onread: net.OnReadOpts) => net.Socket;
  readonly context: ProxyContext;
  /** What is read is added to each of these, and what is written to each of those. */
  readonly received: readonly StreamBytes[];
  readonly sent: readonly StreamBytes[];
  readonly arrived: (event: StreamEvent) => void;
  /** The kernel has taken all that was written, after it had not for a while. */
  readonly flushed: () => void;
  readonly closed: () => void;
}

/** One of the two TCP connections behind a proxied one: reports what its peer says, says what it is told to. */
export class Leg {
  readonly #parts: LegParts;
  readonly #socket: net.Socket;
  readonly #readBuffer = new ReadBuffer();
  #reading = true;
  #resetCheck: NodeJS.Timeout | undefined;
  #blocked = false;
  readonly #written = () => {
    if (!this.#blocked || !this.isFlushed) return;
    this.#blocked = false;
    this.#parts.flushed();
  };

  constructor(parts: LegParts) {
    this.#parts = parts;
    this.#socket = parts.open({
      buffer: () => this.#readBuffer.next(),
      callback: (length) => this.#read(this.#readBuffer.read(length)),
    });
    this.#listen();
  }

  get closed(): boolean {
    return this.#socket.closed;
  }

  report(event: Omit<AppEvent, 'event' | 'at' | 'socket'>): void {
    const { context, name } = this.#parts;
    context.emit({ event: 'app', at: context.now(), socket: name, ...event });
  }

  /** Both addresses, each where the kernel still knows it: an accepted connection may be reset already. */
  addresses(): { local: SocketAddress | undefined; peer: SocketAddress | undefined } {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#socket;
    return { local: address(localAddress, localPort), peer: address(remoteAddress, remotePort) };
  }

  /** For who keeps what was read beyond the call that told of it; `keep` the bytes, or say that they are `part`ed with. */
  get readBuffer(): ReadBuffer {
    return this.#readBuffer;
  }

  /** Whether the kernel has taken all that was written, or the leg is closed and nobody will. */
  get isFlushed(): boolean {
    return this.#socket.writableLength === 0 || !this.#socket.writable;
  }

  /** Hands bytes to the kernel, at once as far as it has room. They must not change until `isFlushed`. */
  write(bytes: Buffer): void {
    if (!this.#socket.writable) return;
    for (const count of this.#parts.sent) count.sent += bytes.length;
    this.#socket.write(bytes, this.#written);
    this.#blocked = !this.isFlushed;
  }

  /** shutdown(SHUT_WR), after what was written. */
  fin(): void {
    this.#socket.end();
  }

  /** close(2) with SO_LINGER on and 0: RST, if the kernel still has a connection to reset. */
  reset(): void {
    const socket = this.#socket;
    // node puts off the reset of a connecting socket until it has heard that it is connected, which it may never be.
    // The kernel knows: a socket in SYN_SENT is closed, one that is connected already is reset.
    if (socket.pending) Object.assign(socket, { resetAndClosing: true }).destroy();
    // libuv refuses it with EINVAL while a shutdown is under way, and node then never closes the socket.
    else if (socket.writableEnded && !socket.writableFinished) socket.once('finish', () => this.#resetNow());
    else this.#resetNow();
  }

  /** close(2): FIN, or RST where something was received and not read. */
  close(): void {
    this.#socket.destroy();
  }

  /**
   * Leaves what arrives in the kernel's receive queue. Not by pause(): node reads on into a buffer of its own then,
   * and drops that buffer when a RST follows. The handle's own stop is unknown to node, which does not undo it.
   * While it lasts a RST goes unnoticed: it is in order behind what was not read.
   */
  stopReading(): void {
    if (!this.#reading) return;
    this.#reading = false;
    this.#handle()?.readStop();
  }

  startReading(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#handle()?.readStart();
  }

  #resetNow(): void {
    if (!this.#socket.destroyed) this.#socket.resetAndDestroy();
  }

  #handle(): ReadHandle | null | undefined {
    return (this.#socket as net.Socket & { _handle?: ReadHandle | null })._handle;
  }

  #read(bytes: Buffer): boolean {
    const { arrived, context, received } = this.#parts;
    for (const count of received) count.received += bytes.length;
    if (context.tellsAll) this.report({ kind: 'data', bytes: bytes.length });
    arrived({ kind: 'data', at: context.now(), bytes });
    // Whether to read on is told by stopReading(); node's own way of stopping would be undone by node.
    return true;
  }

  #listen(): void {
    const { arrived, context, closed } = this.#parts;
    const socket = this.#socket;
    socket.on('end', () => {
      this.report({ kind: 'fin' });
      arrived({ kind: 'fin', at: context.now() });
      this.#resetCheck = setInterval(() => this.#checkForReset(), RESET_CHECK_PAUSE_MS);
    });
    // ECONNRESET; EPIPE for a RST in CLOSE_WAIT (tcp_reset); ETIMEDOUT and the like: the peer is not there any more,
    // which to the other end looks as if it had been reset.
    socket.on('error', ({ code, syscall, message }: NodeJS.ErrnoException) => {
      this.report({ kind: 'error', errno: code, syscall, detail: message });
      arrived({ kind: 'reset', at: context.now() });
    });
    socket.on('close', () => {
      clearInterval(this.#resetCheck);
      this.report({ kind: 'closed' });
      closed();
    });
  }

  /**
   * libuv does not watch a socket after its FIN, so that a RST then shows up at the next write only. A write of no
   * bytes sends nothing and returns the socket's pending error (tcp_sendmsg_locked).
   */
  #checkForReset(): void {
    if (this.#socket.writable && this.#socket.writableLength === 0) this.#socket.write(NOTHING);
  }
}

function address(address: string | undefined, port: number | undefined): SocketAddress | undefined {
  return address === undefined || port === undefined ? undefined : { address, port };
}
