/** node's timers take no more, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How long before its time an action is no longer left to node's timers, which know whole milliseconds only. */
const CLOSE_MS = 2;

interface Entry {
  readonly due: number;
  readonly action: () => void;
  timer: NodeJS.Timeout | undefined;
}

export type Cancel = () => void;

/**
 * Calls actions at their time to some ten microseconds: a timer for all but the last two milliseconds, which are spent
 * turning the event loop, so that sockets are served meanwhile.
 */
export class Scheduler {
  readonly #now: () => number;
  readonly #close = new Set<Entry>();
  #turning = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Calls `action` once when `due` has come, never before this call returns. */
  at(due: number, action: () => void): Cancel {
    const entry: Entry = { due, action, timer: undefined };
    this.#wait(entry);
    return () => {
      clearTimeout(entry.timer);
      this.#close.delete(entry);
    };
  }

  #wait(entry: Entry): void {
    const left = entry.due - this.#now();
    if (left > CLOSE_MS) {
      const ms = Math.min(Math.floor(left - CLOSE_MS) + 1, LONGEST_TIMER_MS);
      entry.timer = setTimeout(() => this.#wait(entry), ms);
      return;
    }
    this.#close.add(entry);
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    const now = this.#now();
    for (const entry of this.#close) {
      if (entry.due > now) continue;
      this.#close.delete(entry);
      entry.action();
    }
    this.#turning = this.#close.size > 0;
    if (this.#turning) setImmediate(() => this.#turn());
  }
}
