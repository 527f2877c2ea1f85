import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { whenOf } from './end.ts';
import { resetOrigin } from './reset-origin.ts';
import { atTime, type Happening } from './words.ts';

/** The resets of an established connection: who sent each, and who felt it. */
export function resets(connection: Connection): Happening[] {
  const felt = connection.ends.filter((end) => feltReset(connection, end));
  if (felt.length > 0) return felt.map((end) => tell(connection, end));
  return connection.wasConnected ? connection.ends.flatMap((end) => tellUnfelt(connection, end)) : [];
}

/** Whether a RST ended it. */
export function feltReset(connection: Connection, end: ConnectionEnd): boolean {
  if (!connection.wasConnected && end.gone?.from !== 'SYN_RECV') return false;
  return (
    toldOfReset(end) !== undefined || connection.resetTaken(end) !== undefined || goneByReset(connection, end)
  );
}

/** The error of its application that a RST gives: EPIPE in CLOSE_WAIT (tcp_reset), also to who wrote after its own FIN. */
function toldOfReset(end: ConnectionEnd) {
  const own = end.did('disconnect')[0]?.at ?? Infinity;
  const reset = end.error('ECONNRESET');
  if (reset && reset.at < own) return reset;
  return end.gone?.from === 'CLOSE_WAIT' ? end.error('EPIPE') : undefined;
}

/** A RST was seen to come in just before the first look that shows it gone: in some states nobody is told. */
function goneByReset(connection: Connection, end: ConnectionEnd): boolean {
  const { gone } = end;
  if (!gone || gone.from === 'ESTABLISHED') return false;
  const lastThere = end.looks.findLast(({ state }) => state !== 'CLOSED')?.at ?? -Infinity;
  return resetArrivals(connection, end).some((at) => at >= lastThere && at <= gone.at);
}

function resetArrivals(connection: Connection, end: ConnectionEnd): number[] {
  const peer = connection.otherThan(end);
  const touched = connection.touched(peer).filter(({ flags }) => flags.includes('RST'));
  const passed = touched.filter(({ verdict }) => ['forged', 'watched', 'released'].includes(verdict));
  // A capture shows what comes in before any fault does away with it.
  const captured = touched.length > 0 ? [] : connection.captured(peer, 'RST');
  return [...passed, ...captured.filter(({ direction }) => direction === 'in')].map(({ at }) => at);
}

function tell(connection: Connection, end: ConnectionEnd): Happening {
  const origin = resetOrigin(connection, end) ?? `${end.name} got a RST whose sender was not observed`;
  const told = toldOfReset(end);
  if (told) {
    const text = `${origin}; ${end.name}'s application got ${told.errno ?? 'an error'} ${atTime(told.at)}`;
    return { at: told.at, text };
  }
  const gone = end.gone ? `${end.name} was gone ${whenOf(end.gone)}` : `${end.name} took it`;
  return { at: end.gone?.at ?? Infinity, text: `${origin}; ${gone}, and its application got no error` };
}

/** What ends a socket although the other end has not noticed. */
function tellUnfelt(connection: Connection, end: ConnectionEnd): Happening[] {
  const [act] = end.did('reset', 'abort', 'disconnect');
  const [sent] = connection.traced('reset-sent', end);
  const origin = sent && resetOrigin(connection, connection.otherThan(end));
  if (sent && origin !== undefined) return [{ at: sent.at, text: origin }];
  return act ? [{ at: act.at, text: `${act.text} ${atTime(act.at)} ended ${end.name}'s socket` }] : [];
}
