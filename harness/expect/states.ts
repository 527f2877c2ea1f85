import { HalfcloseError } from '../model/errors.ts';
import { isTcpState, TCP_STATES, type TcpState } from '../model/tcp-state.ts';
import type { LabSocket } from '../lab/lab-socket.ts';

/** Raises UNKNOWN_STATE for what is not a state, with the nearest thing that is. */
export function checkState(state: unknown): TcpState {
  if (typeof state === 'string' && isTcpState(state)) return state;
  const meant = TCP_STATES.find((known) => bare(known) === bare(String(state)));
  throw new HalfcloseError('UNKNOWN_STATE', `\`${String(state)}\` is not a TCP state`, {
    hint: meant
      ? `did you mean ${meant}?`
      : `states are spelled as in the Linux headers: ${TCP_STATES.join(', ')}`,
  });
}

/** Raises INVALID_OPTION for what is no list of one state or more, UNKNOWN_STATE for what is none among them. */
export function checkStates(states: unknown): readonly TcpState[] {
  if (Array.isArray(states) && states.length > 0) return states.map(checkState);
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected a list of one or more TCP states, got \`${JSON.stringify(states)}\``,
  );
}

function bare(state: string): string {
  return state.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The state for a message: what the last look showed, or that none has shown anything. */
export function stateText({ track }: LabSocket): string {
  if (track.state === undefined) return 'not observed by any look';
  return track.state === 'CLOSED' ? 'gone' : track.state;
}
