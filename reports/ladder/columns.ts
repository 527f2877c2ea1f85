import type { Connection } from './connections.ts';

/** The hosts from left to right: those that know each other side by side, and in each such group clients, proxies, servers. */
export function columnsOf(connections: readonly Connection[]): string[] {
  return groupsOf(connections).flatMap((hosts) =>
    [...hosts].sort((a, b) => placeOf(a, connections) - placeOf(b, connections)),
  );
}

/** Hosts that are connected with each other, over others too, in the order in which they were heard of. */
function groupsOf(connections: readonly Connection[]): Set<string>[] {
  let groups: Set<string>[] = [];
  for (const { opener, other } of connections) {
    const hosts = [opener, other].filter((host) => host !== undefined);
    const known = groups.filter((group) => hosts.some((host) => group.has(host)));
    const joined = new Set([...known.flatMap((group) => [...group]), ...hosts]);
    const at = known[0] ? groups.indexOf(known[0]) : groups.length;
    groups = groups.toSpliced(at, 0, joined).filter((group) => !known.includes(group));
  }
  return groups;
}

/** 0 for who opened its first connection, 1 for who was connected to and then connects to another, 2 for who is only connected to. */
function placeOf(host: string, connections: readonly Connection[]): number {
  const own = connections.filter(({ opener, other }) => opener === host || other === host);
  if (own[0]?.opener === host) return 0;
  const clients = own.filter(({ other }) => other === host).map(({ opener }) => opener);
  return own.some(({ opener, other }) => opener === host && !clients.includes(other)) ? 1 : 2;
}
