import type { SocketAddress } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import { LabSocket, type Ends, type LabSocketOptions } from './lab-socket.ts';
import { PassiveSockets } from './passive-sockets.ts';
import { UpstreamLegs } from './upstream-legs.ts';

/** What the sockets of a program share; it tells nobody what it sees of them. */
export type SharedOptions = Pick<LabSocketOptions, 'lab' | 'host' | 'countersBefore'>;

/** `*` is that of a listener that takes both families. */
const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::', '*'];

/** A port that a program listens on, at whatever address it likes. */
class ProgramPort extends PassiveSockets<LabSocket> {
  override recognise(host: LabHost, ends: Ends, another?: boolean): LabSocket | undefined {
    const isListener = ends.peer.port === 0 && ANY_ADDRESS.includes(ends.local.address);
    if (!isListener || !this.isAt(host, ends.local.port)) return super.recognise(host, ends, another);
    return this.listener;
  }
}

/** The connections that come in at a port of a program. `name` is the first one's. */
export function programPort(shared: SharedOptions, address: SocketAddress, name: string): ProgramPort {
  const silent = { ...shared, silent: true };
  const listener = new LabSocket({ ...silent, role: 'listener', name: `${name}:listener` });
  const port = new ProgramPort(
    listener,
    (number) => new LabSocket({ ...silent, role: 'server', name: numbered(name, number) }),
  );
  port.listensOn(address);
  shared.lab.registry.addNumbered(port);
  return port;
}

/** The connections that a program opens to an address, known by that. `name` is the first one's. */
export function programCalls(shared: SharedOptions, to: SocketAddress, name: string): UpstreamLegs {
  const calls = new UpstreamLegs(
    shared.host,
    to,
    (number) => new LabSocket({ ...shared, silent: true, role: 'client', name: numbered(name, number) }),
  );
  shared.lab.registry.addNumbered(calls);
  return calls;
}

function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name}/${String(number)}`;
}
