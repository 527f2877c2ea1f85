import { EventEmitter, once } from 'node:events';
import { monotonicMs } from '../model/clock.ts';
import type { Observation } from '../model/observation.ts';

/** All observations of one lab on one clock, in the order of their times. */
export class Recorder {
  readonly #observations: Observation[] = [];
  readonly #news = new EventEmitter();
  #startedAt = monotonicMs();

  constructor() {
    // Every wait of a scenario listens while it waits; how many there are says nothing about a leak.
    this.#news.setMaxListeners(0);
  }

  /** The scenario's time begins now: what is recorded from here on is told from this moment. */
  begin(): void {
    this.#startedAt = monotonicMs();
  }

  /** Milliseconds since the scenario began, from a time of the harness's CLOCK_MONOTONIC. */
  toLabTime(monotonicMs: number): number {
    return Math.round((monotonicMs - this.#startedAt) * 1_000) / 1_000;
  }

  record(observation: Observation): void {
    // Hosts report at their own pace; most arrive in order, so the search from the end is short.
    let place = this.#observations.length;
    while (place > 0 && (this.#observations[place - 1]?.at ?? 0) > observation.at) place--;
    this.#observations.splice(place, 0, observation);
    this.#news.emit('news');
  }

  /** Tells of one that is in the timeline already which socket it is about. Returns it as it is there from now on. */
  attribute<O extends Observation>(observation: O, socket: string): O {
    const told = { ...observation, socket };
    this.#observations[this.#observations.lastIndexOf(observation)] = told;
    this.#news.emit('news');
    return told;
  }

  get timeline(): readonly Observation[] {
    return this.#observations;
  }

  onNews(listener: () => void): void {
    this.#news.on('news', listener);
  }

  /** Resolves at the next observation, or when `signal` aborts. */
  async untilNews(signal: AbortSignal): Promise<void> {
    await once(this.#news, 'news', { signal }).catch(() => undefined);
  }
}
