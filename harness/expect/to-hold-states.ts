import { HOLDING_LOOK_PAUSE_MS, MATCHER_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { TcpState } from '../model/tcp-state.ts';
import type { Answer } from '../model/verdict.ts';
import { Lab } from '../lab/lab.ts';
import type { LabSocket } from '../lab/lab-socket.ts';
import { checkMs, isObject } from './patience.ts';
import { hintFor } from './hints.ts';
import type { Question } from './question.ts';
import { checkState, stateText } from './states.ts';

export interface HoldOptions {
  /** How long the states must last, in milliseconds. Default: 1000. */
  readonly forMs?: number;
}

const DEFAULT_HOLD_MS = 1_000;

/** Whether sockets, by name, are in these states now and stay in them: every look from now to the end shows them so. */
export function toHoldStates(
  subject: unknown,
  wanted: Readonly<Record<string, TcpState>>,
  options: HoldOptions = {},
): Question {
  if (!(subject instanceof Lab))
    throw new HalfcloseError('INVALID_OPTION', 'toHoldStates is asked of the lab: expect(lab)');
  checkMs(options, 'forMs');
  const forMs = options.forMs ?? DEFAULT_HOLD_MS;
  const held = heldIn(subject, wanted);
  const expected = held.map(({ socket, state }) => `${socket.name} ${state}`).join(', ');
  const since = subject.now();
  return {
    matcher: 'toHoldStates',
    argument: expected,
    lab: subject,
    subject: 'lab',
    sockets: held.map(({ socket }) => socket),
    expected: `${expected} without a break`,
    withinMs: forMs,
    negatedForMs: Math.max(forMs, MATCHER_DEADLINE_MS),
    lookPauseMs: HOLDING_LOOK_PAUSE_MS,
    assess: (over) => assess(held, since, over || subject.now() >= since + forMs),
  };
}

interface Held {
  readonly socket: LabSocket;
  readonly state: TcpState;
}

/** Raises INVALID_OPTION for what names no socket: of nothing, everything would hold. */
function heldIn(lab: Lab, wanted: Readonly<Record<string, TcpState>>): readonly Held[] {
  const entries = isObject(wanted) ? Object.entries(wanted) : [];
  if (entries.length === 0)
    throw new HalfcloseError(
      'INVALID_OPTION',
      `toHoldStates takes sockets by name, each with its state, got \`${JSON.stringify(wanted)}\``,
      { hint: "such as { client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }" },
    );
  return entries.map(([name, state]) => ({ socket: named(lab, name), state: checkState(state) }));
}

function assess(held: readonly Held[], since: number, over: boolean): Answer {
  const broken = held.find((each) => breakIn(each, since) !== undefined);
  // What ended the hold is what was received, even where the state came about a moment later.
  const received = held
    .map((each) => `${each.socket.name} ${breakIn(each, since) ?? stateText(each.socket)}`)
    .join(', ');
  if (broken) return { says: 'no', received, hint: hintFor(broken.socket, broken.state) };
  return { says: over ? 'yes' : 'open', received };
}

/**
 * What a look showed instead, if one did. No edge of the state machine returns, so two looks that show the same state
 * leave no room for another between them.
 */
function breakIn({ socket, state }: Held, since: number): string | undefined {
  const other = socket.track.sightings.find((seen) => seen.began >= since && seen.state !== state);
  if (other) return other.state === 'CLOSED' ? 'gone' : other.state;
  return socket.track.state === state ? undefined : stateText(socket);
}

function named(lab: Lab, name: string): LabSocket {
  const socket = lab.sockets.find((each) => each.name === name);
  if (socket) return socket;
  throw new HalfcloseError('INVALID_OPTION', `this lab has no socket called \`${name}\``, {
    hint: `it has: ${lab.sockets.map((each) => each.name).join(', ')}`,
  });
}
