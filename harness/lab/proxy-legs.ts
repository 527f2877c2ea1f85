import type { SocketAddress } from '../model/socket-row.ts';
import { LabSocket, type LabSocketOptions } from './lab-socket.ts';
import type { ProxyParts } from './lab-proxy.ts';
import { PassiveSockets } from './passive-sockets.ts';
import { UpstreamLegs } from './upstream-legs.ts';

type Legs = Pick<ProxyParts, 'clientLegs' | 'serverLeg'>;
type Shared = Pick<LabSocketOptions, 'lab' | 'host' | 'countersBefore' | 'silent'>;

/** The legs of a proxy that reports what it does: it opens one towards the server for each it accepts from a client. */
export function reportedLegs(shared: Shared, proxy: string): Legs {
  const { registry } = shared.lab;
  const serverLegs: LabSocket[] = [];
  const serverLeg = (number: number): LabSocket => {
    const known = serverLegs[number - 1];
    if (known) return known;
    const made = makeLeg(shared, proxy, 'server-leg', number);
    registry.addActive(`${proxy}/${String(number)}/server-leg`, made);
    return (serverLegs[number - 1] = made);
  };
  return { clientLegs: makeClientLegs(shared, proxy, serverLeg), serverLeg };
}

/** The legs of a proxy that tells nothing: those towards the server are recognised by going there. */
export function silentLegs(shared: Shared, proxy: string, upstream: SocketAddress): Legs {
  const silent = { ...shared, silent: true };
  const serverLegs = new UpstreamLegs(shared.host, upstream, (number) =>
    makeLeg(silent, proxy, 'server-leg', number),
  );
  const serverLeg = (number: number) => serverLegs.connection(number);
  const clientLegs = makeClientLegs(silent, proxy, serverLeg);
  // After those towards clients: what comes in on the proxy's port is one of them, whoever it comes from.
  shared.lab.registry.addNumbered(serverLegs);
  return { clientLegs, serverLeg };
}

/** A leg towards the server is known before it can be reported or seen, as soon as the client's is. */
function makeClientLegs(
  shared: Shared,
  proxy: string,
  serverLeg: (number: number) => LabSocket,
): Legs['clientLegs'] {
  const listener = new LabSocket({ ...shared, role: 'listener', name: `${proxy}:listener` });
  const clientLegs = new PassiveSockets(listener, (number) => {
    serverLeg(number);
    return makeLeg(shared, proxy, 'client-leg', number);
  });
  clientLegs.connection(1);
  shared.lab.registry.addNumbered(clientLegs);
  return clientLegs;
}

function makeLeg(
  shared: Shared,
  proxy: string,
  role: 'client-leg' | 'server-leg',
  number: number,
): LabSocket {
  return new LabSocket({
    ...shared,
    role,
    name: `${proxy}:${role}${number === 1 ? '' : `/${String(number)}`}`,
  });
}
