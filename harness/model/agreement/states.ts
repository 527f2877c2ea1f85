import type { Sighting, TracedChange } from '../observation.ts';
import type { TcpState } from '../tcp-state.ts';

/**
 * How far apart two probes may put one moment, in milliseconds: a socket leaves the table that `ss` reads before the
 * trace tells so (tcp_set_state), and TIME_WAIT is there before its socket is CLOSED (tcp_time_wait).
 */
export const SLACK_MS = 1;

/**
 * What looks showed of a socket that the kernel's trace says it was not. The trace has to be whole: every change of the
 * socket, in order.
 */
export function disagreeingLooks(
  traced: readonly TracedChange[],
  sightings: readonly Sighting[],
  slackMs: number,
): string[] {
  return sightings.flatMap((sighting) => {
    // Of one that another has followed by then a look shows only that it was gone at some time since the look before.
    const from = hasSuccessor(sighting, sightings) ? sighting.before : sighting.began;
    const states = statesDuring(traced, from - slackMs, sighting.at + slackMs);
    if (isPossible(sighting, states)) return [];
    return [
      `${sighting.socket ?? '?'}: ss showed ${nameOf(sighting.state)} between ${ms(sighting.began)} and ${ms(sighting.at)}, where the kernel's trace has ${[...states].map(nameOf).join(', then ')}`,
    ];
  });
}

/** Whether the look that showed it gone has shown the next one between the same ends, as a listener that listens anew. */
function hasSuccessor({ state, at }: Sighting, sightings: readonly Sighting[]): boolean {
  return state === 'CLOSED' && sightings.some((other) => other.at === at && other.state !== 'CLOSED');
}

/** CLOSED before its first change; LISTEN is the state of a child's listener, not of the child. */
function statesDuring(traced: readonly TracedChange[], from: number, to: number): Set<TcpState> {
  const before = traced.findLast(({ at }) => at <= from)?.to ?? 'CLOSED';
  const meanwhile = traced.filter(({ at }) => at > from && at <= to).map((change) => change.to);
  return new Set([before, ...meanwhile]);
}

/** A mini-socket is CLOSED to the trace: before its socket is made where it is a request, else after it has ended. */
function isPossible({ state, row }: Sighting, states: ReadonlySet<TcpState>): boolean {
  if (states.has(state)) return true;
  const isMini =
    state === 'TIME_WAIT' || row?.timer?.name === 'timewait' || (state === 'SYN_RECV' && row?.inode === 0);
  return isMini && states.has('CLOSED');
}

function nameOf(state: TcpState): string {
  return state === 'CLOSED' ? 'none' : state;
}

function ms(at: number): string {
  return `+${at.toFixed(1)} ms`;
}
