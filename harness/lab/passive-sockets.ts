import type { SocketAddress } from '../model/socket-row.ts';
import { connectionKey } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import { LabSocket, type Ends } from './lab-socket.ts';

/** A listening port and the connections that have come in on it, numbered from 1 in the order they were first seen. */
export class PassiveSockets<S extends LabSocket> {
  readonly listener: LabSocket;
  readonly host: LabHost;
  readonly #make: (number: number) => S;
  readonly #connections: S[] = [];
  readonly #bound = new Map<string, S>();
  #address: SocketAddress | undefined;

  constructor(listener: LabSocket, make: (number: number) => S) {
    this.listener = listener;
    this.host = listener.host;
    this.#make = make;
  }

  /** Called once the port is known; from then on connections are recognised by it. */
  listensOn(address: SocketAddress): void {
    this.#address = address;
    this.listener.bind({ local: address, peer: { address: '', port: 0 } });
  }

  /** The nth connection. One that has not come in yet is the one that will. */
  connection(number: number): S {
    while (this.#connections.length < number)
      this.#connections.push(this.#make(this.#connections.length + 1));
    return this.#connections[number - 1] as S;
  }

  get count(): number {
    return this.#bound.size;
  }

  get all(): readonly LabSocket[] {
    return [this.listener, ...this.#connections];
  }

  /** The socket with these ends if it is the listener or came in here; a connection not seen before is numbered. */
  recognise(host: LabHost, ends: Ends): LabSocket | undefined {
    if (
      host !== this.host ||
      ends.local.port !== this.#address?.port ||
      !this.host.owns(ends.local.address)
    ) {
      return undefined;
    }
    return ends.peer.port === 0 ? this.listener : this.adopt(ends);
  }

  adopt(ends: Ends): S {
    const key = connectionKey(ends);
    const known = this.#bound.get(key);
    if (known) return known;
    const connection = this.connection(this.#bound.size + 1);
    connection.bind(ends);
    this.#bound.set(key, connection);
    return connection;
  }
}
