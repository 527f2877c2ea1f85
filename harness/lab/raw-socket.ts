import { monotonicMs } from '../model/clock.ts';
import { MATCHER_DEADLINE_MS, SCENARIO_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { CallResult, Ends, ShutdownHow } from '../model/raw-protocol.ts';
import { formatAddress, type SocketAddress } from '../model/socket-row.ts';
import { HeldSocket } from './held-socket.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocketOptions } from './lab-socket.ts';
import { PassiveSockets } from './passive-sockets.ts';
import { AcceptResult, type BindResult, type ReceiveResult, type SendResult } from './raw-results.ts';
import { addressOf, type Target } from './target.ts';

export interface RawSocketOptions {
  /** What the socket is called, and its host where it gets one of its own. Default: `socket`, then `socket-2`, … */
  readonly name?: string;
  /** The host it is made on. Default: a new one. */
  readonly on?: LabHost;
  /** Kernel parameters of its new host. */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** Default: `ipv4`. */
  readonly family?: 'ipv4' | 'ipv6';
}

export interface MayWait {
  /** How long the call may wait, in milliseconds; then it says what a socket with a time-out says. 0: not at all. Default: 5000. */
  readonly withinMs?: number;
}

export interface SendOptions extends MayWait {
  /** MSG_OOB: the last byte is urgent data, which the URG flag points at. Default: false. */
  readonly urgent?: boolean;
}

type RawOptions = Omit<LabSocketOptions, 'role' | 'opening'> & { readonly family: 'ipv4' | 'ipv6' };

/** As node's listen(). */
const DEFAULT_BACKLOG = 511;
const DEFAULT_LENGTH = 65_536;
const NOBODY: SocketAddress = { address: '', port: 0 };

/**
 * A socket that the scenario steers by system calls. Each call answers with what the kernel said, `errno` where it
 * refused, and raises only what is not the kernel's: bad input, or a socket that is closed.
 */
export class RawSocket extends HeldSocket {
  readonly #options: RawOptions;
  #ends: Ends | undefined;
  #local: SocketAddress | undefined;
  #connections: PassiveSockets<RawSocket> | undefined;
  #accepts = 0;

  constructor(options: RawOptions, accepted = false) {
    super({ ...options, role: accepted ? 'server' : 'client', ...(accepted ? {} : { opening: 'either' }) });
    this.#options = options;
  }

  /** One socket may be several connections, one after the other: these are the ends of the last. */
  override get ends(): Ends | undefined {
    return this.#ends;
  }

  override learnEnds(ends: Ends): void {
    this.#ends = ends;
    this.#local = ends.local;
  }

  /** Where others reach it. Raises INVALID_OPTION as long as it has no port. */
  get address(): SocketAddress {
    if (!this.#local) {
      const hint = 'call bind(), listen() or connect() first';
      throw new HalfcloseError('INVALID_OPTION', `${this.name} is not bound to a port yet`, { hint });
    }
    const isAny = ['0.0.0.0', '::'].includes(this.#local.address);
    return isAny ? { ...this.#local, address: this.#ownAddress } : this.#local;
  }

  /** bind(2). Default: the host's own address, and a port that the kernel chooses. */
  async bind({ port = 0, address = this.#ownAddress }: Partial<SocketAddress> = {}): Promise<BindResult> {
    const to = { address, port };
    const result = await this.#call(`bind(${formatAddress(to)})`, (socket) =>
      this.host.request('rawBind', { socket, to }),
    );
    this.#local = result.local ?? this.#local;
    return result;
  }

  /** listen(2). Whether connections are accepted is up to `accept()`. Default: a backlog of 511. */
  async listen(backlog = DEFAULT_BACKLOG): Promise<BindResult> {
    const from = monotonicMs();
    const result = await this.#call(`listen(${String(backlog)})`, (socket) =>
      this.host.request('rawListen', { socket, backlog }),
    );
    if (!result.local) return result;
    this.listens.push({ from, to: monotonicMs() });
    this.#listensOn(result.local);
    return result;
  }

  /**
   * The nth connection that came in, from 1, accepted or not; it may be one that is still to come. Listeners that share
   * a port count together: before accept(2), nothing shows in whose queue a connection is.
   */
  connection(number: number): RawSocket {
    if (this.#connections) return this.#connections.connection(number);
    throw new HalfcloseError('INVALID_OPTION', `${this.name} does not listen`, {
      hint: 'call listen() first',
    });
  }

  /** accept(2): the next connection of the accept queue. `EAGAIN` where none comes in time. */
  async accept(options: MayWait = {}): Promise<AcceptResult> {
    const as = `${this.name}/accepted-${String(++this.#accepts)}`;
    const { ends, ...result } = await this.#call('accept()', (socket) =>
      this.host.request('rawAccept', { socket, as, withinMs: MATCHER_DEADLINE_MS, ...options }),
    );
    const socket = ends && this.#connections?.recognise(this.host, ends);
    return new AcceptResult(result, this.name, socket as RawSocket | undefined);
  }

  /**
   * connect(2). `EINPROGRESS` where nothing has come of it in time; to call it again is to wait on. Matchers ask what
   * comes of it in any case.
   */
  async connect(target: Target, options: MayWait = {}): Promise<CallResult> {
    const to = addressOf(target);
    return this.#call(`connect(${formatAddress(to)})`, (socket) =>
      this.host.request('rawConnect', { socket, to, withinMs: MATCHER_DEADLINE_MS, ...options }),
    );
  }

  /** connect(2) to AF_UNSPEC: ends the connection, with RST where there is one to reset; the socket can be used anew. */
  disconnect(): Promise<CallResult> {
    return this.#call('disconnect()', (socket) => this.host.request('rawDisconnect', { socket }));
  }

  /** send(2), again where the send buffer takes only a part. `EAGAIN` where it does not take all in time. */
  async send(data: string | Uint8Array, options: SendOptions = {}): Promise<SendResult> {
    const bytes = Buffer.from(data as string);
    const base64 = bytes.toString('base64');
    return this.#call(`send(${String(bytes.length)} bytes)`, (socket) =>
      this.host.request('rawSend', { socket, base64, withinMs: MATCHER_DEADLINE_MS, ...options }),
    );
  }

  /** One recv(2) of at most so many bytes. No data and no errno: the peer's FIN. Default: 65536 bytes. */
  async receive(length = DEFAULT_LENGTH, options: MayWait = {}): Promise<ReceiveResult> {
    const { base64, ...result } = await this.#call(`receive(${String(length)})`, (socket) =>
      this.host.request('rawReceive', { socket, length, withinMs: MATCHER_DEADLINE_MS, ...options }),
    );
    return { ...result, data: Buffer.from(base64, 'base64') };
  }

  /** shutdown(2): ends one direction or both, and keeps the descriptor. */
  shutdown(how: ShutdownHow): Promise<CallResult> {
    return this.#call(`shutdown(${how})`, (socket) => this.host.request('rawShutdown', { socket, how }));
  }

  /**
   * close(2). Blocks as the kernel has it: with SO_LINGER, until what is unsent is acknowledged or the time is over. The
   * socket has O_NONBLOCK, as always; with `blocking` that is taken from it first.
   */
  async close(options: { readonly blocking?: boolean } = {}): Promise<CallResult> {
    const result = await this.#call('close()', (socket) =>
      this.host.request('rawClose', { socket, withinMs: SCENARIO_DEADLINE_MS, ...options }),
    );
    this.lab.step(`${this.name}.close() has returned`);
    return result;
  }

  get #ownAddress(): string {
    return this.host.ip(this.#options.family);
  }

  async #call<R>(what: string, request: (socket: string) => Promise<R>): Promise<R> {
    const socket = await this.lab.untilAccepted(this);
    this.lab.step(`${this.name}.${what}`);
    return request(socket);
  }

  #listensOn(local: SocketAddress): void {
    this.role = 'listener';
    this.learnEnds({ local, peer: NOBODY });
    this.#connections = this.lab.registry.listeningAt(this.host, local.port) ?? this.#newConnections();
    this.lab.trace.settle();
  }

  #newConnections(): PassiveSockets<RawSocket> {
    const connections = new PassiveSockets<RawSocket>(
      this,
      (number) => new RawSocket({ ...this.#options, name: `${this.name}/${String(number)}` }, true),
    );
    connections.listensOn(this.#local ?? NOBODY);
    this.lab.registry.addNumbered(connections);
    return connections;
  }
}
