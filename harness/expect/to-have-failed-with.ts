import { HalfcloseError } from '../model/errors.ts';
import type { Answer } from '../model/verdict.ts';
import type { LabSocket } from '../lab/lab-socket.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { socketThatTells } from './socket-that-tells.ts';

/** Whether the application was given this error for the socket, such as `ECONNRESET`. */
export function toHaveFailedWith(subject: unknown, errno: string, options: WithinOptions = {}): Question {
  const socket = socketThatTells(subject, 'the errors');
  if (!/^E[A-Z0-9]+$/.test(errno)) {
    throw new HalfcloseError(
      'INVALID_OPTION',
      `Expected an errno name such as \`ECONNRESET\`, got \`${errno}\``,
    );
  }
  return {
    matcher: 'toHaveFailedWith',
    argument: errno,
    lab: socket.lab,
    sockets: [socket],
    expected: errno,
    ...patience(options),
    assess: () => assess(socket, errno),
  };
}

function assess({ track }: LabSocket, wanted: string): Answer {
  const errors = track.application.filter(({ kind }) => kind === 'error');
  const received = errors
    .map(({ errno, syscall }) => `${errno ?? '?'}${syscall ? ` from ${syscall}()` : ''}`)
    .join(', ');
  if (errors.some(({ errno }) => errno === wanted)) return { says: 'yes', received, settled: true };
  const ended = track.application.some(({ kind }) => kind === 'fin');
  const hint =
    ended && errors.length === 0 ? 'the application read a clean end (FIN), not an error' : undefined;
  return { says: 'open', received: received || 'no error', hint };
}
