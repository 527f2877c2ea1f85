import type { SocketAddress } from '../model/socket-row.ts';
import type { Lab } from './lab.ts';
import { LabSocket } from './lab-socket.ts';
import { PassiveSockets } from './passive-sockets.ts';
import { Server, type ServerOptions } from './server.ts';
import { SteeredLabSocket } from './steered-lab-socket.ts';

const DEFAULT_PORT = 7000;
const DEFAULT_BACKLOG = 511;

export async function makeServer(lab: Lab, options: ServerOptions): Promise<Server> {
  const name = lab.freshName('server', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const shared = { host, lab, countersBefore: await host.counters() };
  const sockets = new PassiveSockets(
    new LabSocket({ ...shared, role: 'listener', name: `${name}:listener` }),
    (number) =>
      new SteeredLabSocket({
        ...shared,
        role: 'server',
        name: number === 1 ? name : `${name}/${String(number)}`,
      }),
  );
  const address: SocketAddress = {
    address: host.ip(options.family ?? 'ipv4'),
    port: options.port ?? DEFAULT_PORT,
  };
  sockets.listensOn(address);
  lab.registry.addNumbered(sockets);

  const process = options.ownProcess ? name : undefined;
  if (process !== undefined) await host.request('spawn', { process });
  await host.request('listen', {
    socket: name,
    ...address,
    backlog: options.backlog ?? DEFAULT_BACKLOG,
    policy: { onFin: options.onFin ?? 'close', reading: options.reading ?? 'on', linger: options.linger },
    process,
  });
  return new Server(name, address, sockets, process);
}
