import net from 'node:net';
import type { AppEvent, Params } from '../model/protocol.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import { RequestError } from './failure.ts';
import { SteeredSocket } from './steered-socket.ts';

type Emit = (event: Omit<AppEvent, 'event' | 'at'>) => void;

/** The sockets of one process, by the names the harness gave them. */
export class SocketTable {
  readonly #emit: Emit;
  readonly #sockets = new Map<string, SteeredSocket>();
  readonly #listeners = new Map<string, net.Server>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** Resolves when the kernel has the socket in LISTEN; accepted connections are called `<name>/1`, `<name>/2`, … */
  async listen(params: Params<'listen'>): Promise<{ local: SocketAddress }> {
    const { socket: name, policy } = params;
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: policy.reading === 'paused' });
    let accepted = 0;
    server.on('connection', (socket) => {
      this.#adopt(`${name}/${String(++accepted)}`, socket, policy, 'accepted');
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: params.address, port: params.port, backlog: params.backlog }, resolve);
    });
    this.#listeners.set(name, server);
    const { address, port } = server.address() as net.AddressInfo;
    this.#emit({ socket: name, kind: 'listening', local: { address, port } });
    return { local: { address, port } };
  }

  /** Resolves when connect(2) has been called, not when it has succeeded: what comes of it is an event. */
  async connect(params: Params<'connect'>): Promise<{ local: SocketAddress }> {
    const { socket: name, to, policy } = params;
    const socket = new net.Socket({ allowHalfOpen: true });
    if (policy.reading === 'paused') socket.pause();
    let failure: Error | undefined;
    socket.once('error', (error) => (failure = error));
    socket.connect({
      host: to.address,
      port: to.port,
      ...(params.localAddress === undefined ? {} : { localAddress: params.localAddress }),
      ...(params.localPort === undefined ? {} : { localPort: params.localPort }),
    });
    // For a literal address node calls connect(2) in a nextTick; in the one after it getsockname(2) has an answer.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const { localAddress, localPort } = socket;
    if (localAddress === undefined || localPort === undefined) {
      await new Promise<void>((resolve) => socket.once('close', () => resolve()));
      throw (
        failure ?? new RequestError('INTERNAL', `connect to ${to.address}:${String(to.port)} gave no socket`)
      );
    }
    const local = { address: localAddress, port: localPort };
    this.#adopt(name, socket, policy, 'connecting', { local, peer: to });
    return { local };
  }

  get(name: string): SteeredSocket {
    const socket = this.#sockets.get(name);
    if (!socket) throw new RequestError('INVALID_OPTION', `this host has no socket called \`${name}\``);
    return socket;
  }

  /** Closes a connection or a listener of that name. */
  async close(name: string): Promise<void> {
    const listener = this.#listeners.get(name);
    if (!listener) return this.get(name).close();
    this.#listeners.delete(name);
    // Not waiting for net.Server's own `close` event: that one waits for all its connections too.
    listener.close();
    this.#emit({ socket: name, kind: 'closed' });
  }

  #adopt(
    name: string,
    socket: net.Socket,
    policy: Params<'connect'>['policy'],
    kind: 'accepted' | 'connecting',
    ends: { local: SocketAddress; peer?: SocketAddress } = endsOf(socket),
  ): void {
    this.#sockets.set(name, new SteeredSocket(name, socket, policy, this.#emit));
    this.#emit({ socket: name, kind, ...ends });
  }
}

/** The peer is missing where it reset the connection before that was accepted: nobody knows it any more (ENOTCONN). */
function endsOf(socket: net.Socket): { local: SocketAddress; peer?: SocketAddress } {
  const { localAddress = '', localPort = 0, remoteAddress, remotePort } = socket;
  const local = { address: localAddress, port: localPort };
  if (remoteAddress === undefined || remotePort === undefined) return { local };
  return { local, peer: { address: remoteAddress, port: remotePort } };
}
