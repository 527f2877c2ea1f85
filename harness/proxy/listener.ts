import net from 'node:net';
import { formatHostPort, resolveListen, type HostPort } from './host-port.ts';

/** What Go, and with it Toxiproxy, calls the errors of bind(2) and listen(2). */
const GO_WORDING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
};

/** Listens on `address`; rejects with the message that Toxiproxy answers with. */
export async function listen(address: string, accept: (socket: net.Socket) => void): Promise<net.Server> {
  const { host, port } = await resolveListen(address).catch((error: unknown) => {
    throw new Error(`listen tcp: ${(error as Error).message}`);
  });
  // TCP_NODELAY: what was passed in pieces is passed on in pieces, and at once.
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Without a host node takes every address, IPv4 and IPv6, as Go does, also where it is told 0.0.0.0.
    server.listen({ port, ...(['', '0.0.0.0'].includes(host) ? {} : { host }) }, resolve);
  }).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`listen tcp ${formatHostPort({ host, port })}: bind: ${GO_WORDING[code] ?? code}`);
  });
  // accept(2) failed, for want of descriptors: libuv has closed that connection, the next may come through.
  server.on('error', () => undefined);
  return server;
}

export function localAddress(server: net.Server): HostPort {
  const { address, port } = server.address() as net.AddressInfo;
  return { host: address, port };
}
