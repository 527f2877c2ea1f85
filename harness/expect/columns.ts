import { connectionKey, unmapped } from '../model/socket-row.ts';
import type { LabSocket } from '../lab/lab-socket.ts';

/** A line with more columns is one that nobody reads. */
const MOST_COLUMNS = 6;

type Column = Pick<LabSocket, 'name' | 'role' | 'ends'>;

/**
 * The sockets that a message has a column for: all of the lab but listeners, which stay as they are; where these are too
 * many, those that it is about and the other ends of their connections, as many as fit.
 */
export function columnsOf(all: readonly Column[], about: readonly Column[]): string[] {
  const moving = all.filter(({ role }) => role !== 'listener');
  if (moving.length <= MOST_COLUMNS) return moving.map(({ name }) => name);
  const keys = new Set(about.flatMap(bothKeys));
  const near = moving.filter((each) => about.includes(each) || bothKeys(each).some((key) => keys.has(key)));
  return (near.length > 0 ? near : moving).slice(0, MOST_COLUMNS).map(({ name }) => name);
}

/** Its connection as either end calls it. */
function bothKeys({ ends }: Column): string[] {
  if (!ends) return [];
  const { local, peer } = unmapped(ends);
  return [connectionKey({ local, peer }), connectionKey({ local: peer, peer: local })];
}
