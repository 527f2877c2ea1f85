import type { SocketAddress } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import type { Ends, LabSocket } from './lab-socket.ts';
import { NumberedSockets } from './numbered-sockets.ts';

/** A listening port and the connections that have come in on it. */
export class PassiveSockets<S extends LabSocket> extends NumberedSockets<S> {
  readonly listener: LabSocket;
  readonly host: LabHost;
  #address: SocketAddress | undefined;

  constructor(listener: LabSocket, make: (number: number) => S) {
    super(make);
    this.listener = listener;
    this.host = listener.host;
  }

  /** Called once the port is known; from then on connections are recognised by it. */
  listensOn(address: SocketAddress): void {
    this.#address = address;
    this.listener.learnEnds({ local: address, peer: { address: '', port: 0 } });
  }

  isAt(host: LabHost, port: number): boolean {
    return host === this.host && port === this.#address?.port;
  }

  override get all(): readonly LabSocket[] {
    return [this.listener, ...super.all];
  }

  override recognise(host: LabHost, ends: Ends, another?: boolean): LabSocket | undefined {
    if (
      host !== this.host ||
      ends.local.port !== this.#address?.port ||
      !this.host.owns(ends.local.address)
    ) {
      return undefined;
    }
    return ends.peer.port === 0 ? this.listener : this.adopt(ends, another);
  }
}
