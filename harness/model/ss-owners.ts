import type { SocketOwner } from './socket-row.ts';

const OPENING = 'users:(';

/** The command may hold blanks, quotes and commas, so only what follows it tells where it ends. `tid` is of `ss -T`. */
const OWNER = /\("(.*?)",pid=(\d+),(?:tid=\d+,)?fd=(\d+)\)(,|\)(?!\S))/sy;

/**
 * Takes `users:(("node",pid=1,fd=3),…)` off the front of what follows the addresses, where `ss -p` puts it.
 * Undefined where it is there and cannot be read.
 */
export function takeOwners(details: string): { owners: SocketOwner[]; rest: string } | undefined {
  const owners: SocketOwner[] = [];
  if (!details.startsWith(OPENING)) return { owners, rest: details };
  for (let at = OPENING.length; ; at = OWNER.lastIndex) {
    OWNER.lastIndex = at;
    const found = OWNER.exec(details);
    if (!found) return undefined;
    const [, command = '', pid, fd, end] = found;
    owners.push({ command, pid: Number(pid), fd: Number(fd) });
    if (end !== ',') return { owners, rest: details.slice(OWNER.lastIndex) };
  }
}
