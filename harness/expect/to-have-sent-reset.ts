import type { Counters } from '../model/protocol.ts';
import { connectionKey } from '../model/socket-row.ts';
import type { Answer } from '../model/verdict.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';

/** What a RST looks like to the application that gets it: in CLOSE_WAIT the kernel says EPIPE (tcp_reset). */
const RESET_ERRNOS = ['ECONNRESET', 'EPIPE', 'ECONNREFUSED'];

/**
 * Whether the socket's kernel sent a RST that reached the other end: its host counted one more in `Tcp.OutRsts` than
 * before the socket was made, and the application at the other end got the error a RST gives.
 */
export function toHaveSentReset(subject: unknown, options: WithinOptions = {}): Question {
  const socket = socketOf(subject);
  let deltas: Counters = {};
  return {
    matcher: 'toHaveSentReset',
    argument: '',
    lab: socket.lab,
    sockets: [socket],
    expected: 'a RST sent by its host, and felt at the other end',
    ...patience(options),
    refresh: async () => {
      deltas = await socket.host.counterDeltas(socket.countersBefore);
    },
    assess: () => assess(socket, deltas),
  };
}

function assess(socket: LabSocket, deltas: Counters): Answer {
  const sent = deltas['Tcp.OutRsts'] ?? 0;
  const other = otherEnd(socket);
  const felt = other?.track.application.find(
    ({ errno }) => errno !== undefined && RESET_ERRNOS.includes(errno),
  );
  const received = `Tcp.OutRsts +${String(sent)} at ${socket.host.name}; ${other?.name ?? 'the other end'} ${feltText(felt?.errno, other)}`;
  if (sent > 0 && felt) return { says: 'yes', received, settled: true };
  if (sent === 0) return { says: 'open', received };
  const why = `a RST left ${socket.host.name}, but nothing shows that it belonged to this connection`;
  return {
    says: 'open',
    received,
    failureUnproven: why,
    negationUnproven: why,
    hint: other?.silent
      ? 'the real Toxiproxy tells nobody what errors it gets'
      : 'an application that does not read does not notice a RST',
  };
}

function feltText(errno: string | undefined, other: LabSocket | undefined): string {
  if (errno !== undefined) return `got ${errno}`;
  return other?.silent ? 'does not tell what it got' : 'got no error';
}

function otherEnd({ lab, ends }: LabSocket): LabSocket | undefined {
  if (!ends) return undefined;
  const key = connectionKey({ local: ends.peer, peer: ends.local });
  return lab.sockets.find((each) => each.ends && connectionKey(each.ends) === key);
}
