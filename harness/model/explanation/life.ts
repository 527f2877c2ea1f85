import type { ApplicationObservation, Observation, Sighting, TraceObservation } from '../observation.ts';
import type { Ends } from '../raw-protocol.ts';
import type { Transition } from '../transition.ts';
import type { SocketFacts } from './facts.ts';

type Told = Sighting | ApplicationObservation | TraceObservation;

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

/** The first begins with the first sign; each later one with another run, or with the call after one that is over. */
function startsOf(told: readonly Told[], runs: readonly Transition[][]): number[] {
  const application = told.filter((each) => each.probe === 'application');
  const calls = application.filter(({ kind }) => kind === 'connecting').map(({ at }) => at);
  const ofRuns = runs.slice(1).map((run, index) => startOf(run, runs[index]?.[0]?.at ?? 0, calls));
  const ends = [
    ...application.filter(({ errno }) => FAILED.includes(errno)),
    ...runs.flat().filter(({ to }) => to === 'CLOSED'),
  ];
  const anew = calls.slice(1).filter((at, index) => {
    const since = calls[index] ?? 0;
    const isOver = ends.some((end) => end.at >= since && end.at < at);
    return isOver && !ofRuns.some((start) => start > since && start <= at);
  });
  return [-Infinity, ...[...ofRuns, ...anew].sort((a, b) => a - b)];
}

/** A look shows it after the call; a trace, before its application has told of the call. */
function startOf([first]: readonly Transition[], since: number, calls: readonly number[]): number {
  const at = first?.at ?? Infinity;
  if (first?.seenBy.includes('trace')) return at;
  return calls.findLast((call) => call > since && call <= at) ?? at;
}

/** What has no port yet, and a listener, is no connection. */
function endsOf(candidates: readonly (Told | SocketFacts)[]): Ends | undefined {
  for (const each of candidates) {
    if (!('local' in each) || !each.local || !each.peer) continue;
    if (each.local.port !== 0 && each.peer.port !== 0) return { local: each.local, peer: each.peer };
  }
  return undefined;
}
