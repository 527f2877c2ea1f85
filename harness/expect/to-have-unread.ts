import type { Answer } from '../model/verdict.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { checkWholeNumber } from './whole-number.ts';

/**
 * Whether the kernel's receive queue holds this many bytes that the application has not read (`Recv-Q` of ss); where no
 * number is given, any.
 */
export function toHaveUnread(subject: unknown, bytes?: number, options: WithinOptions = {}): Question {
  const socket = socketOf(subject);
  checkWholeNumber('how many bytes are unread', bytes, 0);
  return {
    matcher: 'toHaveUnread',
    argument: bytes === undefined ? '' : String(bytes),
    lab: socket.lab,
    sockets: [socket],
    expected: `${bytes === undefined ? 'some' : String(bytes)} bytes in the receive queue`,
    ...patience(options),
    assess: () => assess(socket, bytes),
  };
}

function assess({ track }: LabSocket, wanted: number | undefined): Answer {
  const queued = track.sightings.at(-1)?.row?.recvQ;
  const received = queued === undefined ? 'no socket there' : `${String(queued)} bytes in the receive queue`;
  if (wanted === undefined ? (queued ?? 0) > 0 : queued === wanted) return { says: 'yes', received };
  const reads = track.application.some(({ kind }) => kind === 'data');
  const hint = reads ? "the application reads what arrives; make it with reading: 'paused'" : undefined;
  return { says: 'open', received, hint };
}
