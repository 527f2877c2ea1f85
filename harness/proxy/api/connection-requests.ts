import type { HttpResponse } from '../../model/protocol.ts';
import { connectionKey, type SocketAddress, type SocketRow } from '../../model/socket-row.ts';
import type { TcpState } from '../../model/tcp-state.ts';
import type { Connection } from '../connection.ts';
import type { Proxies } from '../proxies.ts';
import { json } from './answers.ts';

interface Ends {
  readonly local: SocketAddress | undefined;
  readonly peer: SocketAddress | undefined;
}

/** The connections of a proxy as they are now: addresses, bytes, toxics, and what the kernel shows of both legs. */
export async function listConnections(proxies: Proxies, proxyName: string): Promise<HttpResponse> {
  const proxy = proxies.get(proxyName);
  const rows = await proxies.look();
  const states = new Map(rows.map((row) => [connectionKey(plain(row)), row.state]));
  const now = proxies.now();
  return json(
    200,
    proxy.connections.map((connection) => view(connection, states, now)),
  );
}

function view(connection: Connection, states: ReadonlyMap<string, TcpState>, now: number): unknown {
  const { number, openedAt, bytes, toxics, ends } = connection;
  return {
    number,
    age_ms: Math.round(now - openedAt),
    client: legView(ends.client, states),
    server: legView(ends.server, states),
    bytes,
    toxics,
  };
}

/** A state of null: the kernel has no such socket, or has none yet. */
function legView({ local, peer }: Ends, states: ReadonlyMap<string, TcpState>): unknown {
  const state = local && peer ? states.get(connectionKey(plain({ local, peer }))) : undefined;
  return { local: local ?? null, peer: peer ?? null, state: state ?? null };
}

/** An IPv4 address that a dual-stack socket shows as an IPv6 one is the same address. */
function plain({ local, peer }: Pick<SocketRow, 'local' | 'peer'>): Pick<SocketRow, 'local' | 'peer'> {
  const bare = ({ address, port }: SocketAddress) => ({ address: address.replace(/^::ffff:/, ''), port });
  return { local: bare(local), peer: bare(peer) };
}
