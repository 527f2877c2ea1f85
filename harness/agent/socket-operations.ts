import type { Operation, Params, Result } from '../model/protocol.ts';
import type { SocketTable } from './sockets.ts';

type SteeringOperation = Operation &
  ('listen' | 'connect' | 'write' | 'read' | 'sendFin' | 'close' | 'reset');

type Handlers = {
  readonly [O in SteeringOperation]: (params: Params<O>) => Promise<Result<O>> | Result<O>;
};

/** What the agent does with the sockets of its host, as their application. */
export function socketOperations(sockets: SocketTable): Handlers {
  const done = {};
  return {
    listen: (params) => sockets.listen(params),
    connect: (params) => sockets.connect(params),
    write: ({ socket, base64 }) => (sockets.get(socket).write(Buffer.from(base64, 'base64')), done),
    read: ({ socket, reading }) => (sockets.get(socket).read(reading), done),
    sendFin: async ({ socket }) => (await sockets.get(socket).sendFin(), done),
    close: async ({ socket }) => (await sockets.close(socket), done),
    reset: async ({ socket }) => (await sockets.get(socket).reset(), done),
  };
}
