/** Knows whether everything that the kernel traced has been handed out. */
export class RingStats {
  #handedOut = 0;
  /** `NaN` where the kernel does not say how many. */
  #lost = 0;

  /** `NaN` where the kernel does not say how many. */
  get lost(): number {
    return this.#lost;
  }

  /** How many events were lost, in words; undefined where none was. */
  get gap(): string | undefined {
    if (this.#lost === 0) return undefined;
    return `${Number.isNaN(this.#lost) ? 'an unknown number of' : String(this.#lost)} events of the kernel's trace were lost`;
  }

  /** A page was read: its events, and how many had been lost before it. */
  handedOut(events: number, lost: number): void {
    this.#handedOut += events;
    this.#lost += lost;
  }

  /**
   * Whether all has been handed out that `per_cpu/cpu*\/stats` knew of. What is read between the kernel's counting of
   * what is there and of what has been read counts twice: a `false` may be wrong, a `true` is not.
   */
  hasAll(stats: string): boolean {
    if (sum(stats, 'dropped events') > 0) this.#lost = NaN;
    const known = sum(stats, 'entries') + sum(stats, 'read events');
    return Number.isNaN(this.#lost) || this.#handedOut + this.#lost >= known;
  }
}

function sum(stats: string, name: string): number {
  const lines = stats.matchAll(new RegExp(`^${name}: (\\d+)$`, 'gm'));
  return Array.from(lines, ([, count]) => Number(count)).reduce((all, count) => all + count, 0);
}
