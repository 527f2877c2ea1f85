import type { TcpState } from '../model/tcp-state.ts';
import type { Answer } from '../model/verdict.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { checkStates } from './states.ts';

/** A negated question is about the past: what the evidence holds now answers it. */
const NO_WATCH_MS = 1;

/** Whether the socket has been in these states in this order, with others between them or not. */
export function toHavePassedThrough(
  subject: unknown,
  wanted: readonly TcpState[],
  options: WithinOptions = {},
): Question {
  const socket = socketOf(subject);
  const states = checkStates(wanted);
  const text = states.join(' → ');
  return {
    matcher: 'toHavePassedThrough',
    argument: text,
    lab: socket.lab,
    sockets: [socket],
    expected: text,
    ...patience(options),
    flush: () => socket.lab.trace.flush(),
    negatedForMs: NO_WATCH_MS,
    assess: () => assess(socket, states),
  };
}

function assess(socket: LabSocket, states: readonly TcpState[]): Answer {
  const path = socket.track.transitions();
  const received =
    path.map(({ to, seenBy }) => (seenBy.length === 0 ? `${to} (implied)` : to)).join(' → ') ||
    'not observed';
  const missing = firstMissing(
    states,
    path.map(({ to }) => to),
  );
  if (missing === undefined) return { says: 'yes', received, settled: true };
  const hint = `${missing} was not observed where it was expected`;
  const { gap } = socket.lab.trace;
  const hidden = socket.track.mayHaveMissed(missing, gap !== undefined);
  const why = hidden
    ? `ss only samples: the socket may have passed through ${missing} between two looks; ${blindness(gap)}`
    : undefined;
  return { says: 'open', received, failureUnproven: why, negationUnproven: why, hint };
}

/** The first state that does not follow, in this order, in the path. */
function firstMissing(states: readonly TcpState[], path: readonly TcpState[]): TcpState | undefined {
  let from = 0;
  for (const state of states) {
    const found = path.indexOf(state, from);
    if (found < 0) return state;
    from = found + 1;
  }
  return undefined;
}

function blindness(gap: string | undefined): string {
  return gap === undefined
    ? "to the kernel's trace a mini-socket is CLOSED"
    : `the kernel's trace is off: ${gap}`;
}
