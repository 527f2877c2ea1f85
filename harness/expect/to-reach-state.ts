import type { TcpState } from '../model/tcp-state.ts';
import type { Answer } from '../model/verdict.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { hintFor } from './hints.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { checkStates, stateText } from './states.ts';

/** Whether the socket rests in that state, or in one of those states, so that a look from now on shows it there. */
export function toReachState(
  subject: unknown,
  wanted: TcpState | readonly TcpState[],
  options: WithinOptions = {},
): Question {
  const socket = socketOf(subject);
  const states = checkStates([wanted].flat());
  const since = socket.lab.now();
  const text = states.join(' or ');
  return {
    matcher: 'toReachState',
    argument: text,
    lab: socket.lab,
    sockets: [socket],
    expected: text,
    ...patience(options),
    flush: async (negated) => {
      if (negated) await socket.lab.trace.flush();
    },
    assess: (_over, negated) => assess(socket, states, since, negated),
  };
}

function assess(socket: LabSocket, states: readonly TcpState[], since: number, negated: boolean): Answer {
  const received = stateText(socket);
  const { track } = socket;
  // A look that was under way at the call may have shown what was before it: good enough for a state to be reached, on
  // the way to which the scenario has just done something, but no proof that it was reached although it should not be.
  const seen = track.sightings.some(
    ({ at, began, state }) => (negated ? began : at) >= since && states.includes(state),
  );
  if (seen || (track.state && states.includes(track.state))) return { says: 'yes', received, settled: seen };
  const passed = track.traced.find(({ at, to }) => negated && at >= since && states.includes(to));
  if (passed) return { says: 'yes', received: `${passed.to} for a moment, as the kernel traced` };
  const { gap } = socket.lab.trace;
  const hidden = states.find((state) => track.mayHaveMissed(state, gap !== undefined, since));
  const negationUnproven = hidden && `the socket may have passed through ${hidden} between two looks of ss`;
  return { says: 'open', received, negationUnproven, hint: hintFor(socket, states[0] ?? 'CLOSED') };
}
