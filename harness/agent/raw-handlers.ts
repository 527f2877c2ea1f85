import { getSocketOption, setSocketOption } from '../kernel/socket-option.ts';
import type { Operation, Params, Result } from '../model/protocol.ts';
import type { RawRequests } from '../model/raw-protocol.ts';
import { abortWithSs } from './abort.ts';
import type { RawSockets } from './raw-sockets.ts';
import { sequenceNumbersOf } from './sequence-numbers.ts';

type Handlers = {
  readonly [O in keyof RawRequests | 'sequenceNumbers']: (
    params: Params<O>,
  ) => Result<O> | Promise<Result<O>>;
};

/** Raw calls that may change the state of a socket. */
export const RAW_STEERING: readonly Operation[] = [
  ...(['rawListen', 'rawAccept', 'rawConnect', 'rawDisconnect'] as const),
  ...(['rawSend', 'rawReceive', 'rawShutdown', 'rawClose', 'abort'] as const),
];

/** `descriptorOf` knows the sockets of node too. */
export function rawHandlers(sockets: RawSockets, descriptorOf: (socket: string) => number): Handlers {
  return {
    rawSocket: ({ socket, family }) => sockets.open(socket, family),
    rawBind: ({ socket, to }) => sockets.get(socket).bind(to),
    rawListen: ({ socket, backlog }) => sockets.get(socket).listen(backlog),
    rawAccept: ({ socket, as, withinMs }) => sockets.accept(socket, as, withinMs),
    rawConnect: ({ socket, to, withinMs }) => sockets.get(socket).connect(to, withinMs),
    rawDisconnect: ({ socket }) => sockets.get(socket).disconnect(),
    rawSend: ({ socket, base64, withinMs, urgent }) =>
      sockets.get(socket).send(Buffer.from(base64, 'base64'), { withinMs, urgent }),
    rawReceive: async ({ socket, length, withinMs }) => {
      const { bytes, ...result } = await sockets.get(socket).receive(length, withinMs);
      return { ...result, base64: bytes.toString('base64') };
    },
    rawShutdown: ({ socket, how }) => sockets.get(socket).shutdown(how),
    rawClose: ({ socket, blocking }) => sockets.close(socket, blocking),
    setOption: ({ socket, option, value }) => {
      setSocketOption(descriptorOf(socket), option, value);
      return {};
    },
    getOption: ({ socket, option }) => ({
      value:
        option === 'SO_ERROR' && sockets.has(socket)
          ? sockets.get(socket).takeError()
          : getSocketOption(descriptorOf(socket), option),
    }),
    sequenceNumbers: ({ socket }) => sequenceNumbersOf(descriptorOf(socket), socket),
    abort: (ends) => abortWithSs(ends),
  };
}
