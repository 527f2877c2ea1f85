import { EventEmitter, once } from 'node:events';
import type { Observation } from '../model/observation.ts';

/** All observations of one lab on one clock, in the order of their times. */
export class Recorder {
  readonly #observations: Observation[] = [];
  readonly #news = new EventEmitter();
  readonly #startedAt: number;

  /** @param startedAt when the lab was made, in milliseconds of the harness's CLOCK_MONOTONIC */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
    // Every wait of a scenario listens while it waits; how many there are says nothing about a leak.
    this.#news.setMaxListeners(0);
  }

  /** Milliseconds since the lab was made, from a time of the harness's CLOCK_MONOTONIC. */
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
