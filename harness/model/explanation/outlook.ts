import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { endOfSocket } from './gone.ts';
import { resets } from './resets.ts';
import { isOutdated } from './standing.ts';
import { waiting } from './waiting.ts';

/** How each end ended, in order, and what those that have not wait for. */
export function outlook(connection: Connection): string[] {
  const ends = connection.ends.filter(({ life }) => life !== undefined);
  const over = [...resets(connection), ...ends.flatMap((end) => endOfSocket(connection, end))];
  return [...over.sort((a, b) => a.at - b.at).map(({ text }) => text), ...standing(connection, ends)];
}

function standing(connection: Connection, ends: readonly ConnectionEnd[]): string[] {
  const left = ends.filter(({ state }) => state !== undefined && state !== 'CLOSED');
  if (left.length === 0) return ends.length === 2 ? ['Both sockets are gone'] : [];
  if (left.length === 2 && left.every((end) => isIdle(connection, end))) {
    return ['Both ends are ESTABLISHED until one of their applications ends it: no timer does'];
  }
  return left.map((end) =>
    isOutdated(connection, end)
      ? `${end.name} was last seen in ${end.state ?? ''}, which it has left since`
      : waiting(connection, end),
  );
}

function isIdle(connection: Connection, end: ConnectionEnd): boolean {
  const { state, looks, isAccepted } = end;
  if (isOutdated(connection, end) || isAccepted === false) return false;
  return state === 'ESTABLISHED' && looks.at(-1)?.row?.timer === undefined;
}
