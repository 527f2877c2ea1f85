/** node's timers take no more, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How long before its time an action is no longer left to node's timers, which know whole milliseconds only. */
const CLOSE_MS = 2;

interface Entry {
  readonly due: number;
  /** Of two that are due at one time, the one asked for first has the lower. */
  readonly number: number;
  readonly action: () => void;
}

export type Cancel = () => void;

/**
 * Calls actions at their time to some ten microseconds, and in the order of their times however late it is: a timer for
 * all but the last two milliseconds, which are spent turning the event loop, so that sockets are served meanwhile.
 */
export class Scheduler {
  readonly #now: () => number;
  /** By their time. */
  readonly #entries: Entry[] = [];
  #numbers = 0;
  #timer: NodeJS.Timeout | undefined;
  #turning = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Calls `action` once when `due` has come, never before this call returns. */
  at(due: number, action: () => void): Cancel {
    const entry = { due, number: ++this.#numbers, action };
    const place = this.#placeOf(entry);
    this.#entries.splice(place, 0, entry);
    if (place === 0) this.#wait();
    return () => this.#cancel(entry);
  }

  #cancel(entry: Entry): void {
    const place = this.#placeOf(entry);
    if (this.#entries[place] !== entry) return;
    this.#entries.splice(place, 1);
    if (place === 0) this.#wait();
  }

  /** Where the entry is, or belongs. */
  #placeOf({ due, number }: Entry): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#entries[middle];
      if (other && (other.due < due || (other.due === due && other.number < number))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** For the first one. */
  #wait(): void {
    clearTimeout(this.#timer);
    const [first] = this.#entries;
    if (!first || this.#turning) return;
    const left = first.due - this.#now();
    if (left > CLOSE_MS) {
      const ms = Math.min(Math.floor(left - CLOSE_MS) + 1, LONGEST_TIMER_MS);
      this.#timer = setTimeout(() => this.#wait(), ms);
      return;
    }
    this.#turning = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    const now = this.#now();
    while (this.#entries[0] && this.#entries[0].due <= now) this.#entries.shift()?.action();
    this.#turning = false;
    this.#wait();
  }
}
