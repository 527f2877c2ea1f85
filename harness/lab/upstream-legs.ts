import type { SocketAddress } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import type { Ends, LabSocket } from './lab-socket.ts';
import { NumberedSockets } from './numbered-sockets.ts';

/** The connections a proxy that tells nothing opens by itself: recognised by whom they go to. */
export class UpstreamLegs extends NumberedSockets<LabSocket> {
  readonly #host: LabHost;
  readonly #upstream: SocketAddress;

  constructor(host: LabHost, upstream: SocketAddress, make: (number: number) => LabSocket) {
    super(make);
    this.#host = host;
    this.#upstream = upstream;
  }

  override recognise(host: LabHost, ends: Ends, another?: boolean): LabSocket | undefined {
    const { address, port } = this.#upstream;
    const isLeg = host === this.#host && ends.peer.address === address && ends.peer.port === port;
    return isLeg ? this.adopt(ends, another) : undefined;
  }
}
