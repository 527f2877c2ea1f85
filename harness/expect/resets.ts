import type { Lab } from '../lab/lab.ts';
import type { LabHost } from '../lab/lab-host.ts';
import type { LabSocket } from '../lab/lab-socket.ts';
import type { TracedReset } from '../model/observation.ts';
import type { Counters } from '../model/protocol.ts';
import { connectionKey, formatAddress } from '../model/socket-row.ts';
import type { Question } from './question.ts';

/** What a RST looks like to the application that gets it: in CLOSE_WAIT the kernel says EPIPE (tcp_reset). */
const RESET_ERRNOS = ['ECONNRESET', 'EPIPE', 'ECONNREFUSED'];

/** The RSTs that a host's kernel sent, as far as its trace has told. */
export function resetsOf(host: LabHost): TracedReset[] {
  return host.lab.recorder.timeline.filter(
    (each): each is TracedReset =>
      each.probe === 'trace' && each.kind === 'reset-sent' && each.host === host.name,
  );
}

/** How many RSTs a host's kernel has sent. */
export interface CountedResets {
  /** `Tcp.OutRsts`, since the moment that was asked for. */
  readonly counted: number;
  /** Of those since the host was made: how many the trace has not told of. */
  readonly untold: number;
}

/** Counts since `before`, or since the host was made. Everything traced is in the timeline when it resolves. */
export async function countResets(host: LabHost, before?: Counters): Promise<CountedResets> {
  const { 'Tcp.OutRsts': counted = 0 } = await host.counterDeltas(before);
  const { 'Tcp.OutRsts': all = 0 } = host.evidence().counters;
  // What a call or a timer sends is counted first and traced last (tcp_send_active_reset).
  await host.lab.trace.flush();
  return { counted, untold: Math.max(0, all - resetsOf(host).length) };
}

/**
 * When a question reads what it rests on: at its first judgement and before its last, for what is traced comes by itself in
 * between; where the trace is off or lost events, each time.
 */
export function readingOnce(lab: Lab, read: () => Promise<void>): Pick<Question, 'refresh' | 'flush'> {
  let hasRead = false;
  return {
    refresh: async () => {
      if (hasRead && lab.trace.gap === undefined) return;
      await read();
      hasRead = true;
    },
    flush: read,
  };
}

/** `client in CLOSED: TCP_STATE, by application`. */
export function resetText({ socket, state, reason, by, peer }: TracedReset): string {
  const whose = socket ?? (state === undefined ? 'no socket' : 'a socket of no scenario');
  const to = socket === undefined ? `, to ${formatAddress(peer)}` : '';
  return `${whose}${state === undefined ? '' : ` in ${state}`}: ${reason ?? 'reason not given by this kernel'}, by ${by}${to}`;
}

/** The error of a RST that the socket's application was given. */
export function feltBy(socket: LabSocket | undefined): string | undefined {
  return socket?.track.application.find(({ errno }) => errno !== undefined && RESET_ERRNOS.includes(errno))
    ?.errno;
}

/** `server got ECONNRESET`. */
export function feltText(socket: LabSocket | undefined): string {
  if (!socket) return 'no application is known at the other end';
  const errno = feltBy(socket);
  if (errno !== undefined) return `${socket.name} got ${errno}`;
  return `${socket.name} ${socket.silent ? 'does not tell what it got' : 'got no error'}`;
}

/** The socket at the other end of a connection, where the lab knows it. */
export function otherEnd({ lab, ends }: LabSocket): LabSocket | undefined {
  if (!ends) return undefined;
  const key = connectionKey({ local: ends.peer, peer: ends.local });
  return lab.sockets.find((each) => each.ends && connectionKey(each.ends) === key);
}
