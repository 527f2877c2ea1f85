import { HalfcloseError } from '../model/errors.ts';
import type { OptionValue, SettableOption, SocketOption } from '../model/socket-options.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import { killProcess, type KillSignal } from './kill-process.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocket, SocketHolder } from './lab-socket.ts';
import type { PassiveSockets } from './passive-sockets.ts';
import type { SteeredLabSocket } from './steered-lab-socket.ts';

export interface ServerOptions {
  /** What the server is called, and its host where it gets one of its own. Default: `server`, then `server-2`, … */
  readonly name?: string;
  /** The host it runs on. Default: a new one. */
  readonly on?: LabHost;
  /** Kernel parameters of its new host. */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** Default: 7000. */
  readonly port?: number;
  /** The backlog given to listen(2). Default: 511, as node's. */
  readonly backlog?: number;
  /** Default: `ipv4`. */
  readonly family?: 'ipv4' | 'ipv6';
  /** What connections do when the peer's FIN has been read: end their half too, or keep it open. Default: `close`. */
  readonly onFin?: 'close' | 'ignore';
  /** Whether connections read what arrives. Default: `on`. */
  readonly reading?: 'on' | 'paused';
  /** 0: `close()` sends RST. Default: the kernel's ordinary close. */
  readonly linger?: 0;
  /** Runs it in a process beside the host's agent, so that `kill()` can end it. Default: false. */
  readonly ownProcess?: boolean;
}

/**
 * A listening server. Steering it, or asserting about it, means its only connection; where it has several,
 * say which with `connection(n)`.
 */
export class Server implements SocketHolder {
  readonly name: string;
  readonly host: LabHost;
  readonly address: SocketAddress;
  readonly #sockets: PassiveSockets<SteeredLabSocket>;
  readonly #process: string | undefined;

  constructor(
    name: string,
    address: SocketAddress,
    sockets: PassiveSockets<SteeredLabSocket>,
    process?: string,
  ) {
    this.name = name;
    this.host = sockets.host;
    this.address = address;
    this.#sockets = sockets;
    this.#process = process;
  }

  /** The listening socket itself. */
  get listener(): LabSocket {
    return this.#sockets.listener;
  }

  /** The nth connection, from 1, in the order in which they came in. It may be one that is still to come. */
  connection(number: number): SteeredLabSocket {
    return this.#sockets.connection(number);
  }

  get socket(): SteeredLabSocket {
    const { count } = this.#sockets;
    if (count > 1) {
      throw new HalfcloseError('AMBIGUOUS_CONNECTION', `${this.name} has ${count} connections`, {
        hint: `say which: ${this.name}.connection(1)`,
      });
    }
    return this.connection(1);
  }

  /** Sets a socket option of the connection; see {@link SteeredLabSocket.set}. */
  set<O extends SettableOption>(option: O, value: OptionValue<O>): Promise<void> {
    return this.socket.set(option, value);
  }

  /** Reads a socket option of the connection; see {@link SteeredLabSocket.get}. */
  get<O extends SocketOption>(option: O): Promise<OptionValue<O>> {
    return this.socket.get(option);
  }

  /** Hands bytes to the kernel. */
  write(data: string | Uint8Array): Promise<void> {
    return this.socket.write(data);
  }

  /** Ends this half of the connection; see {@link SteeredLabSocket.sendFin}. */
  sendFin(): Promise<void> {
    return this.socket.sendFin();
  }

  /** Closes the connection, not the listener; see {@link SteeredLabSocket.close}. */
  close(): Promise<void> {
    return this.socket.close();
  }

  /** Closes the connection with RST; see {@link SteeredLabSocket.reset}. */
  reset(): Promise<void> {
    return this.socket.reset();
  }

  pause(): Promise<void> {
    return this.socket.pause();
  }

  resume(): Promise<void> {
    return this.socket.resume();
  }

  /** Closes the listening socket; connections stay. */
  async stopListening(): Promise<void> {
    this.listener.lab.step(`${this.name}.stopListening()`);
    await this.host.request('close', { socket: this.name });
  }

  /** Ends the server's process by a signal, as a crash would. Needs `ownProcess: true`. */
  kill(signal: KillSignal = 'SIGKILL'): Promise<void> {
    const { lab, host } = this.listener;
    return killProcess({ name: this.name, lab, host, process: this.#process }, signal);
  }
}
