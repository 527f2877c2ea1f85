import {
  AF_INET,
  AF_INET6,
  AF_UNSPEC,
  F_SETFL,
  IPPROTO_TCP,
  MSG_NOSIGNAL,
  MSG_OOB,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  TCP_INFO,
} from '../kernel/constants.ts';
import { getInt } from '../kernel/int-option.ts';
import { call, callInThread, SystemCallError, type LibcCall } from '../kernel/libc.ts';
import { Readiness } from '../kernel/readiness.ts';
import { addressOfEnd, encodeSocketAddress } from '../kernel/socket-address.ts';
import { getSocketOption } from '../kernel/socket-option.ts';
import { monotonicMs } from '../model/clock.ts';
import type { AppEvent } from '../model/protocol.ts';
import type { CallResult, Ends, ShutdownHow } from '../model/raw-protocol.ts';
import type { SocketAddress } from '../model/socket-row.ts';

export type Say = (event: Omit<AppEvent, 'event' | 'at' | 'socket'>) => void;

const HOW = { read: SHUT_RD, write: SHUT_WR, both: SHUT_RDWR };
/** What a call says that would have to wait. Not a refusal: nothing is wrong with the socket. */
const NOT_YET: readonly string[] = ['EAGAIN', 'EINPROGRESS', 'EALREADY'];
const ESTABLISHED = 1;

/**
 * A socket that does what it is told by system calls, and tells what each of them showed. It never blocks: a call that
 * says EAGAIN is made again when the kernel has news. close(2) alone may block, and does so in a thread of its own.
 */
export class RawSocket {
  readonly descriptor: number;
  readonly #say: Say;
  readonly #readiness: Readiness;
  #open = true;

  constructor(descriptor: number, say: Say) {
    this.descriptor = descriptor;
    this.#say = say;
    this.#readiness = new Readiness(descriptor);
  }

  static open(family: 'ipv4' | 'ipv6', say: Say): RawSocket {
    const domain = family === 'ipv4' ? AF_INET : AF_INET6;
    return new RawSocket(call('socket', domain, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), say);
  }

  get local(): SocketAddress {
    return addressOfEnd('getsockname', this.descriptor);
  }

  async bind(to: SocketAddress): Promise<CallResult & { local?: SocketAddress }> {
    const address = encodeSocketAddress(to);
    const result = await this.#answer('bind', () => call('bind', this.descriptor, address, address.length));
    return result.errno ? result : { ...result, local: this.local };
  }

  async listen(backlog: number): Promise<CallResult & { local?: SocketAddress }> {
    const result = await this.#answer('listen', () => call('listen', this.descriptor, backlog));
    if (result.errno) return result;
    const { local } = this;
    this.#say({ kind: 'listening', local });
    return { ...result, local };
  }

  /** With the descriptor of a connection from the accept queue, and its ends. */
  async accept(withinMs: number): Promise<CallResult & { descriptor?: number; ends?: Ends }> {
    let descriptor = -1;
    const result = await this.#answer('accept', async () => {
      const flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
      descriptor = await this.#patiently('accept4', 'readable', withinMs, null, null, flags);
    });
    if (result.errno) return result;
    const peer = addressOfEnd('getpeername', descriptor);
    return { ...result, descriptor, ends: { local: addressOfEnd('getsockname', descriptor), peer } };
  }

  async connect(to: SocketAddress, withinMs: number): Promise<CallResult> {
    const address = encodeSocketAddress(to);
    const result = await this.#answer('connect', async () => {
      const errno = errnoOf(() => call('connect', this.descriptor, address, address.length));
      if (errno === undefined || errno.code === 'EINPROGRESS') this.#sayConnecting(to);
      if (errno === undefined) return;
      if (!NOT_YET.includes(errno.code)) throw errno;
      if (!(await this.#readiness.until('writable', withinMs))) throw errno;
      this.#throwPending();
    });
    // With TCP_FASTOPEN_CONNECT, connect(2) succeeds before a SYN has been sent.
    if (!result.errno && this.#state() === ESTABLISHED) this.#say({ kind: 'connected' });
    return result;
  }

  /** connect(2) to AF_UNSPEC: tcp_disconnect(), after which the socket may be used anew. */
  disconnect(): Promise<CallResult> {
    const address = Buffer.alloc(16);
    address.writeUInt16LE(AF_UNSPEC);
    return this.#answer('connect', () => call('connect', this.descriptor, address, address.length));
  }

  /** send(2) until all is in the kernel's send buffer. */
  async send(
    bytes: Buffer,
    { withinMs, urgent = false }: { withinMs: number; urgent?: boolean | undefined },
  ): Promise<CallResult & { sent: number }> {
    let sent = 0;
    const deadline = monotonicMs() + withinMs;
    const flags = MSG_NOSIGNAL | (urgent ? MSG_OOB : 0);
    const result = await this.#answer('send', async () => {
      do {
        const rest = bytes.subarray(sent);
        const left = deadline - monotonicMs();
        sent += await this.#patiently('send', 'writable', left, rest, rest.length, flags);
      } while (sent < bytes.length);
    });
    return { ...result, sent };
  }

  /** One recv(2). No bytes and no errno: the peer's FIN. */
  async receive(length: number, withinMs: number): Promise<CallResult & { bytes: Buffer }> {
    const room = Buffer.alloc(length);
    let read = 0;
    const result = await this.#answer('recv', async () => {
      read = await this.#patiently('recv', 'readable', withinMs, room, length, 0);
    });
    const bytes = room.subarray(0, read);
    if (read > 0) this.#say({ kind: 'data', bytes: read, base64: bytes.toString('base64') });
    else if (!result.errno) this.#say({ kind: 'fin' });
    return { ...result, bytes };
  }

  async shutdown(how: ShutdownHow): Promise<CallResult> {
    const result = await this.#answer('shutdown', () => call('shutdown', this.descriptor, HOW[how]));
    if (!result.errno && how !== 'read') this.#say({ kind: 'sent-fin' });
    return result;
  }

  /** SO_ERROR, which the kernel forgets once it has told it: the application knows the error from then on. */
  takeError(): string | 0 {
    const errno = getSocketOption(this.descriptor, 'SO_ERROR') as string | 0;
    if (errno !== 0) this.#say({ kind: 'error', errno, syscall: 'getsockopt' });
    return errno;
  }

  /** close(2); `blocking`: of a socket that has no O_NONBLOCK any more. */
  async close(blocking = false): Promise<CallResult> {
    this.#open = false;
    this.#readiness[Symbol.dispose]();
    if (blocking) call('fcntl', this.descriptor, F_SETFL, 0);
    const result = await this.#answer('close', () => callInThread('close', this.descriptor));
    this.#say({ kind: 'closed' });
    return result;
  }

  #state(): number {
    return getInt(this.descriptor, IPPROTO_TCP, TCP_INFO) & 0xff;
  }

  #sayConnecting(peer: SocketAddress): void {
    this.#say({ kind: 'connecting', local: this.local, peer });
  }

  /** Raises what ended the connection before it came about, as a blocking connect(2) would. */
  #throwPending(): void {
    this.#throwIfClosed('connect');
    const code = getSocketOption(this.descriptor, 'SO_ERROR') as string | 0;
    if (code !== 0) throw Object.assign(new Error(code), { code });
  }

  /** Makes a call, again and again where it says EAGAIN, until `withinMs` are over. */
  async #patiently(
    name: LibcCall,
    want: 'readable' | 'writable',
    withinMs: number,
    ...args: (number | Buffer | null)[]
  ): Promise<number> {
    const deadline = monotonicMs() + withinMs;
    for (;;) {
      this.#throwIfClosed(name);
      let result = 0;
      const errno = errnoOf(() => (result = call(name, this.descriptor, ...args)));
      if (errno === undefined) return result;
      if (errno.code !== 'EAGAIN') throw errno;
      if (!(await this.#readiness.until(want, deadline - monotonicMs()))) throw errno;
    }
  }

  /** Its number may be another file's by now. */
  #throwIfClosed(syscall: string): void {
    if (!this.#open) throw Object.assign(new Error(`${syscall}: closed meanwhile`), { code: 'EBADF' });
  }

  async #answer(syscall: string, work: () => unknown): Promise<CallResult> {
    const began = monotonicMs();
    try {
      await work();
      return { durationMs: monotonicMs() - began };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      const durationMs = monotonicMs() - began;
      if (!NOT_YET.includes(code)) this.#say({ kind: 'error', errno: code, syscall });
      return { errno: code, durationMs };
    }
  }
}

function errnoOf(work: () => unknown): SystemCallError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof SystemCallError) return error;
    throw error;
  }
}
