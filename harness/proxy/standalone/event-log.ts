import type { Logger } from 'pino';
import type { AppEvent } from '../../model/protocol.ts';
import { formatHostPort } from '../host-port.ts';

type SocketAddress = NonNullable<AppEvent['local']>;

/** How each kind of event is said, of a proxy or of a leg. What happens for each chunk has no place here. */
const OF_PROXY: Partial<Record<AppEvent['kind'], string>> = {
  listening: 'Started proxy',
  closed: 'Terminated proxy',
};
const OF_LEG: Partial<Record<AppEvent['kind'], readonly ['info' | 'warn' | 'debug', string]>> = {
  accepted: ['info', 'Accepted client'],
  connected: ['debug', 'Connected to upstream'],
  error: ['warn', 'Connection error'],
  toxic: ['info', 'Toxic applied'],
  fin: ['debug', 'End of stream'],
  closed: ['debug', 'Closed connection'],
};

/** Logs what the proxies see of their sockets: a line for each connection and each change, none for data. */
export function logEvents(log: Logger): (event: AppEvent) => void {
  return (event) => {
    const [, proxy, connection, leg] = /^(.*)\/(\d+)\/(client|server)-leg$/s.exec(event.socket) ?? [];
    const { kind, errno, detail } = event;
    if (proxy === undefined) {
      const message = OF_PROXY[kind];
      if (message) log.info({ name: event.socket, listen: written(event.local), event: kind }, message);
      return;
    }
    const [level, message] = OF_LEG[kind] ?? [];
    if (!level || !log.isLevelEnabled(level)) return;
    const peer = leg === 'client' ? { client: written(event.peer) } : { upstream: written(event.peer) };
    log[level](
      { name: proxy, connection: Number(connection), leg, ...peer, event: kind, errno, detail },
      message,
    );
  };
}

function written(address: SocketAddress | undefined): string | undefined {
  return address && formatHostPort({ host: address.address, port: address.port });
}
