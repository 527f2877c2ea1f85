import net from 'node:net';
import { formatHostPort, resolveListen, type HostPort } from './host-port.ts';

/** What Go, and with it Toxiproxy, calls the errors of bind(2) and listen(2). */
const GO_WORDING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
};

/** What accept(2) gave, of which node makes a socket. */
export type Accepted = object;

/** The part of node's listening handle that is needed to say how accepted sockets are to be read. */
interface ListenHandle {
  onconnection: (status: number, accepted: Accepted | undefined) => void;
}

/** Listens on `address`; rejects with the message that Toxiproxy answers with. */
export async function listen(address: string, accept: (accepted: Accepted) => void): Promise<net.Server> {
  const { host, port } = await resolveListen(address).catch((error: unknown) => {
    throw new Error(`listen tcp: ${(error as Error).message}`);
  });
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Without a host node takes every address, IPv4 and IPv6, as Go does, also where it is told 0.0.0.0.
    server.listen({ port, ...(['', '0.0.0.0'].includes(host) ? {} : { host }) }, resolve);
  }).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`listen tcp ${formatHostPort({ host, port })}: bind: ${GO_WORDING[code] ?? code}`);
  });
  // node would make the socket itself, which can then not be given a buffer to read into (net.Socket, `onread`).
  const { _handle: handle } = server as net.Server & { _handle: ListenHandle };
  // Without `accepted` accept(2) has failed, for want of descriptors: libuv has closed that one, the next may come through.
  handle.onconnection = (_status, accepted) => accepted && accept(accepted);
  return server;
}

/** The socket of an accepted connection. TCP_NODELAY: what was passed in pieces is passed on in pieces, and at once. */
export function acceptedSocket(accepted: Accepted, onread: net.OnReadOpts): net.Socket {
  const options = { handle: accepted, allowHalfOpen: true, readable: true, writable: true, onread };
  return new net.Socket(options as unknown as net.SocketConstructorOpts).setNoDelay(true);
}

export function localAddress(server: net.Server): HostPort {
  const { address, port } = server.address() as net.AddressInfo;
  return { host: address, port };
}
