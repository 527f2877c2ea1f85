import type { ApplicationObservation, Observation, Sighting, TraceObservation } from '../observation.ts';
import type { Ends } from '../raw-protocol.ts';
import type { Transition } from '../transition.ts';
import type { SocketFacts } from './facts.ts';

export type Told = Sighting | ApplicationObservation | TraceObservation;

/** One connection of a socket: a socket that connects anew has several, one after the other. */
export interface Life extends Ends {
  readonly socket: SocketFacts;
  readonly transitions: readonly Transition[];
  /** What was observed of it, in order. */
  readonly told: readonly Told[];
  readonly from: number;
  /** When the next one began; Infinity where there was none. */
  readonly until: number;
}

/** Errors that end an attempt to connect. */
const FAILED: readonly (string | undefined)[] = [
  ...['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'ECONNABORTED'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'EACCES'],
];

/** The connections of a socket, in order; none where it has none, or listens. */
export function livesOf(socket: SocketFacts, timeline: readonly Observation[]): Life[] {
  if (socket.role === 'listener') return [];
  const told = timeline.filter((each): each is Told => 'socket' in each && each.socket === socket.name);
  const runs = runsOf(socket.transitions);
  const starts = startsOf(told, runs);
  return starts.flatMap((from, index) => {
    const until = starts[index + 1] ?? Infinity;
    const within = (each: { readonly at: number } | undefined) =>
      each !== undefined && each.at >= from && each.at < until;
    const ofThis = told.filter(within);
    const ends = endsOf(ofThis) ?? endsOf([socket]);
    const transitions = runs.filter(([first]) => within(first)).flat();
    return ends ? [{ socket, ...ends, transitions, told: ofThis, from, until }] : [];
  });
}

/** The transitions from each CLOSED to the next. */
function runsOf(transitions: readonly Transition[]): Transition[][] {
  const runs: Transition[][] = [];
  for (const transition of transitions.filter(({ from, to }) => from !== to)) {
    const run = runs.at(-1);
    if (run && transition.from !== 'CLOSED') run.push(transition);
    else runs.push([transition]);
  }
  return runs;
}

/** Each but the first begins with a connect(2) that comes after a failed one, or after a connection. */
function startsOf(told: readonly Told[], runs: readonly Transition[][]): number[] {
  const application = told.filter((each) => each.probe === 'application');
  const calls = application.filter(({ kind }) => kind === 'connecting').map(({ at }) => at);
  const anew = calls.slice(1).filter((at, index) => {
    const [since = -Infinity, next = Infinity] = [calls[index], calls[index + 2]];
    const begins = (after: number, before: number) =>
      runs.some(([first]) => first !== undefined && first.at >= after && first.at < before);
    const hasFailed = application.some(
      (each) => each.at >= since && each.at < at && FAILED.includes(each.errno),
    );
    return hasFailed || (begins(-Infinity, at) && begins(at, next));
  });
  return [-Infinity, ...anew];
}

/** What has no port yet, and a listener, is no connection. */
function endsOf(candidates: readonly (Told | SocketFacts)[]): Ends | undefined {
  for (const each of candidates) {
    if (!('local' in each) || !each.local || !each.peer) continue;
    if (each.local.port !== 0 && each.peer.port !== 0) return { local: each.local, peer: each.peer };
  }
  return undefined;
}
