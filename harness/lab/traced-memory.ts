import type { TraceEvent } from '../observe/trace/trace-event.ts';
import type { LabHost } from './lab-host.ts';
import { beginsLife, TracedLife } from './traced-life.ts';

interface Held {
  readonly host: LabHost;
  readonly event: TraceEvent;
}

/**
 * What was traced at one place of the kernel's memory, where one socket follows another. Events of several processors
 * do not come in the order of their times: a change waits until the socket is in the state that it is a change from.
 */
export class TracedMemory {
  /** Both in the order of their times. */
  readonly #lives: TracedLife[] = [];
  readonly #held: Held[] = [];

  /** The lives that have something new to tell, which may be of events that had to wait for this one. */
  add(host: LabHost, event: TraceEvent): TracedLife[] {
    this.#held.splice(this.#held.findLastIndex((held) => held.event.at <= event.at) + 1, 0, { host, event });
    return this.#takeWhile((held) => this.#fits(held));
  }

  /** Everything has come that there was: what still waits does so for something that was lost. */
  release(): TracedLife[] {
    return this.#takeWhile(() => true);
  }

  #takeWhile(isReady: (held: Held) => boolean): TracedLife[] {
    const told = new Set<TracedLife>();
    for (let next = this.#held.findIndex(isReady); next >= 0; next = this.#held.findIndex(isReady))
      for (const held of this.#held.splice(next, 1)) told.add(this.#take(held));
    return [...told];
  }

  #fits({ host, event }: Held): boolean {
    const life = this.#lifeAt(event.at);
    if (beginsLife(event)) return life === undefined || life.state === 'CLOSED';
    if (life?.host !== host) return false;
    // What is no change comes after every change before it.
    return event.kind === 'state' ? life.state === event.from : this.#held[0]?.event === event;
  }

  #take({ host, event }: Held): TracedLife {
    const known = this.#lifeAt(event.at);
    if (known && !beginsLife(event)) return known.add(event);
    const life = new TracedLife(host, event, known);
    this.#lives.splice(known ? this.#lives.indexOf(known) + 1 : 0, 0, life);
    return life.add(event);
  }

  #lifeAt(time: number): TracedLife | undefined {
    return this.#lives.findLast(({ beganAt }) => beganAt <= time);
  }
}
