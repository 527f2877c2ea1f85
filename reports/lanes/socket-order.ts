import { SOCKET_ROLES, type SocketEvidence } from '../../harness/model/evidence.ts';
import { formatAddress, unmapped, type SocketAddress } from '../../harness/model/socket-row.ts';

/**
 * Sockets by connection, each connection from its client to its server as it passes them; then those that are alone, and
 * every listener at the end.
 */
export function connectionsOf(sockets: readonly SocketEvidence[]): SocketEvidence[][] {
  const ends = sockets.filter(({ role }) => role !== 'listener').sort(byRole);
  const left = new Set(ends);
  const byEnds = Map.groupBy(ends, ({ local, peer }) => endsKey(local, peer));
  const byName = new Map(ends.map((socket) => [socket.name, socket]));
  const take = (socket: SocketEvidence | undefined) => (socket && left.delete(socket) ? [socket] : []);
  const followed = (socket: SocketEvidence): SocketEvidence[] => {
    const mirrored = endsKey(socket.peer, socket.local);
    const peers = mirrored === undefined ? [] : (byEnds.get(mirrored) ?? []);
    const peer = take(peers.find((each) => left.has(each)));
    const other = [socket, ...peer].flatMap(({ name, role }) =>
      role === 'client-leg' ? take(byName.get(name.replace('client-leg', 'server-leg'))) : [],
    );
    return [...peer, ...other, ...other.flatMap(followed)];
  };
  const connections = ends.flatMap((socket) => {
    const [first] = take(socket);
    return first ? [[first, ...followed(first)]] : [];
  });
  return [...connections, ...sockets.filter(({ role }) => role === 'listener').map((each) => [each])];
}

function byRole(a: SocketEvidence, b: SocketEvidence): number {
  return SOCKET_ROLES.indexOf(a.role) - SOCKET_ROLES.indexOf(b.role);
}

/** Undefined where an end is not known. */
function endsKey(local: SocketAddress | undefined, peer: SocketAddress | undefined): string | undefined {
  if (!local || !peer) return undefined;
  const ends = unmapped({ local, peer });
  return `${formatAddress(ends.local)} ${formatAddress(ends.peer)}`;
}
