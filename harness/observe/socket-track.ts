import type {
  ApplicationObservation,
  Sighting,
  TracedChange,
  TraceObservation,
} from '../model/observation.ts';
import { certainBetween, possibleBetween, type Opening } from '../model/state-machine.ts';
import type { TcpState } from '../model/tcp-state.ts';
import type { Transition } from '../model/transition.ts';
import { mergeTransitions, transitionsOfLooks } from './merge.ts';

export interface KnownState {
  readonly state: TcpState;
  readonly known: 'seen' | 'implied';
}

/** From which a socket may turn into a TIME_WAIT mini-socket. */
const ENDS_IN_TIME_WAIT: readonly TcpState[] = ['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING'];

/** Everything observed of one socket, and what follows from it. */
export class SocketTrack {
  readonly sightings: Sighting[] = [];
  readonly application: ApplicationObservation[] = [];
  /** In the order of their times. Some may still be on their way. */
  readonly traced: TracedChange[] = [];
  /** RSTs that the kernel sent or took for it, and segments it sent again. */
  readonly tracedSegments: Exclude<TraceObservation, TracedChange>[] = [];
  /** What the application has read so far. */
  received: Buffer = Buffer.alloc(0);
  /** Undefined where it may begin either way. */
  readonly #opening: Opening | undefined;
  /** Nobody tells when the socket comes about: that no look has shown it does not say that it was never there. */
  readonly #unannounced: boolean;

  constructor(opening: Opening | undefined, unannounced = false) {
    this.#opening = opening;
    this.#unannounced = unannounced;
  }

  /** Whether anything is known of it. */
  get isObserved(): boolean {
    return [this.sightings, this.traced, this.tracedSegments, this.application].some(
      ({ length }) => length > 0,
    );
  }

  /** What the last look showed; undefined before the first one that could have shown the socket. */
  get state(): TcpState | undefined {
    return this.sightings.at(-1)?.state;
  }

  /** The path so far: what looks showed, with what must lie between two of them because every path goes through it. */
  path(): KnownState[] {
    const path: KnownState[] = [];
    let from: TcpState = 'CLOSED';
    for (const [index, { state, at }] of this.sightings.entries()) {
      if (index > 0 && state === from) continue;
      // Nothing is certain of a socket that no look ever showed: it may not even have been made.
      const between =
        index === 0 && state === 'CLOSED' ? [] : certainBetween(from, state, this.#openingBefore(at));
      for (const implied of between) path.push({ state: implied, known: 'implied' });
      path.push({ state, known: 'seen' });
      from = state;
    }
    return path;
  }

  /** Every change of state that is known, from all probes. */
  transitions(): Transition[] {
    return this.traced.length > 0
      ? mergeTransitions(this.traced, this.sightings)
      : transitionsOfLooks(this.path(), this.sightings);
  }

  /** Called for each change that the kernel traced; those of several processors may come in any order. */
  addTraced(change: TracedChange): void {
    const place = this.traced.findLastIndex(({ at }) => at <= change.at) + 1;
    this.traced.splice(place, 0, change);
  }

  /** Whether the kernel's trace began with the socket, so that it shows every state but those of mini-sockets. */
  get isTracedWhole(): boolean {
    const first = this.traced[0];
    return first?.from === 'CLOSED' || first?.from === 'LISTEN';
  }

  /**
   * Whether the socket may have been in `state` without anything showing it. `gap`: the kernel's trace was off or lost
   * events, so that what it does not show proves nothing.
   */
  mayHaveMissed(state: TcpState, gap: boolean, since = -Infinity): boolean {
    if (gap || !this.isTracedWhole) return this.mayHaveHidden(state, since);
    // A mini-socket may have been there between the socket's end and the first look after it.
    const last = this.transitions().at(-1);
    return state === 'TIME_WAIT' && last?.to === 'CLOSED' && ENDS_IN_TIME_WAIT.includes(last.from);
  }

  /** Whether the kernel may have been in `state` unseen, between two looks that ended after `since`. */
  mayHaveHidden(state: TcpState, since = -Infinity): boolean {
    if (this.sightings.length === 0)
      return this.#unannounced && this.#possible('CLOSED', 'CLOSED').has(state);
    let from: TcpState = 'CLOSED';
    for (const sighting of this.sightings) {
      const hidden = sighting.at >= since && this.#possible(from, sighting.state).has(state);
      if (hidden) return true;
      from = sighting.state;
    }
    return false;
  }

  /** A socket that may begin either way has begun by connect(2) once its application called it. */
  #openingBefore(at: number): Opening | undefined {
    const called = this.application.some((event) => event.kind === 'connecting' && event.at <= at);
    return this.#opening ?? (called ? 'active' : undefined);
  }

  #possible(from: TcpState, to: TcpState): ReadonlySet<TcpState> {
    // Announced, looked for, and never there: its whole life fell between two looks.
    if (from === 'CLOSED' && to === 'CLOSED') return possibleBetween('SYN_SENT', 'CLOSED');
    return possibleBetween(from, to);
  }
}
