import { constants } from 'node:os';
import { closest } from 'fastest-levenshtein';
import { HalfcloseError } from '../model/errors.ts';
import type { Answer } from '../model/verdict.ts';
import type { LabSocket } from '../lab/lab-socket.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { socketThatTells } from './socket-that-tells.ts';

/** Whether the application was given this error for the socket, such as `ECONNRESET`. */
export function toHaveFailedWith(subject: unknown, errno: string, options: WithinOptions = {}): Question {
  const socket = socketThatTells(subject, 'the errors');
  checkErrno(errno);
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

/** Raises INVALID_OPTION for a name that the kernel does not have: nothing would ever fail with it. */
function checkErrno(errno: unknown): void {
  const known = Object.keys(constants.errno);
  if (known.includes(errno as string)) return;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected an errno name such as \`ECONNRESET\`, got \`${String(errno)}\``,
    typeof errno === 'string' ? { hint: `did you mean ${closest(errno.toUpperCase(), known)}?` } : {},
  );
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
