import { MATCHER_DEADLINE_MS, NEGATED_WATCH_MS } from '../model/deadlines.ts';
import type { TcpState } from '../model/tcp-state.ts';
import type { Answer } from '../model/verdict.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { checkMs } from './expectation.ts';
import { hintFor } from './hints.ts';
import type { Question } from './question.ts';
import { checkState, stateText } from './states.ts';

export interface WithinOptions {
  /** How long to wait, in milliseconds. Default: 5000; for the negated matcher how long to watch, 1000. */
  readonly withinMs?: number;
}

/** Whether the socket rests in that state, so that a look from now on shows it there. */
export function toReachState(subject: unknown, wanted: TcpState, { withinMs }: WithinOptions = {}): Question {
  const socket = socketOf(subject);
  const state = checkState(wanted);
  const since = socket.lab.now();
  return {
    matcher: 'toReachState',
    argument: state,
    lab: socket.lab,
    sockets: [socket],
    expected: state,
    withinMs: checkMs('withinMs', withinMs ?? MATCHER_DEADLINE_MS),
    negatedForMs: checkMs('withinMs', withinMs ?? NEGATED_WATCH_MS),
    assess: () => assess(socket, state, since),
  };
}

function assess(socket: LabSocket, state: TcpState, since: number): Answer {
  const received = stateText(socket);
  if (socket.track.state === state || seenSince(socket, state, since)) return { says: 'yes', received };
  const hidden = socket.track.mayHaveHidden(state, since);
  const negationUnproven = hidden ? `the socket may have passed through ${state} between two looks of ss` : undefined;
  return { says: 'open', received, negationUnproven, hint: hintFor(socket, state) };
}

function seenSince({ track }: LabSocket, state: TcpState, since: number): boolean {
  return track.sightings.some((sighting) => sighting.at >= since && sighting.state === state);
}
