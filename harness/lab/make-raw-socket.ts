import type { Lab } from './lab.ts';
import { RawSocket, type RawSocketOptions } from './raw-socket.ts';

export async function makeRawSocket(lab: Lab, options: RawSocketOptions): Promise<RawSocket> {
  const name = lab.freshName('socket', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const family = options.family ?? 'ipv4';
  const socket = new RawSocket({ name, host, lab, family, countersBefore: await host.counters() });
  socket.agentName = name;
  lab.registry.addActive(name, socket);
  ({ inode: socket.inode } = await host.request('rawSocket', { socket: name, family }));
  return socket;
}
