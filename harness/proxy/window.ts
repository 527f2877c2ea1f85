import type { Selection } from '../model/selection.ts';

/** The part of a connection's life in which a toxic applies, by time and by bytes. */
export class Window {
  readonly #selection: () => Selection;
  readonly #openedAt: number;
  #bytes = 0;

  /** @param selection as it is now: bytes are counted on when it changes. */
  constructor(selection: () => Selection, openedAt: number) {
    this.#selection = selection;
    this.#openedAt = openedAt;
  }

  isOpen(now: number): boolean {
    const { from_ms = 0, until_ms = Infinity, from_byte = 0, until_byte = Infinity } = this.#selection();
    const age = now - this.#openedAt;
    return age >= from_ms && age < until_ms && this.#bytes >= from_byte && this.#bytes < until_byte;
  }

  /** The times at which it may open or close, that are still to come. */
  turns(now: number): number[] {
    const { from_ms, until_ms } = this.#selection();
    return [from_ms, until_ms]
      .flatMap((ms) => (ms === undefined ? [] : [this.#openedAt + ms]))
      .filter((at) => at > now);
  }

  /** How many of so many bytes come before the next border, which may cut them. */
  room(length: number): number {
    const { from_byte = 0, until_byte = 0 } = this.#selection();
    const ahead = [from_byte, until_byte].map((border) => border - this.#bytes).filter((room) => room > 0);
    return Math.min(length, ...ahead);
  }

  passed(bytes: number): void {
    this.#bytes += bytes;
  }
}
