import type { Selection } from './selection.ts';
import type { StreamEvent } from './toxics/toxic.ts';

/** The part of a connection's life in which a toxic applies, by time and by bytes. */
export class Window {
  readonly #selection: Selection;
  readonly #openedAt: number;
  #bytes = 0;

  constructor(selection: Selection, openedAt: number) {
    this.#selection = selection;
    this.#openedAt = openedAt;
  }

  isOpen(now: number): boolean {
    const { from_ms = 0, until_ms = Infinity, from_byte = 0, until_byte = Infinity } = this.#selection;
    const age = now - this.#openedAt;
    return age >= from_ms && age < until_ms && this.#bytes >= from_byte && this.#bytes < until_byte;
  }

  /** The times at which it may open or close, that are still to come. */
  turns(now: number): number[] {
    const { from_ms, until_ms } = this.#selection;
    return [from_ms, until_ms]
      .flatMap((ms) => (ms === undefined ? [] : [this.#openedAt + ms]))
      .filter((at) => at > now);
  }

  /** Counts an event; data that reaches over a border is cut there. */
  *split(event: StreamEvent): Iterable<StreamEvent> {
    if (event.kind !== 'data') {
      yield event;
      return;
    }
    const { from_byte, until_byte } = this.#selection;
    let rest = event.bytes;
    for (const border of [from_byte, until_byte]) {
      const room = (border ?? 0) - this.#bytes;
      if (room <= 0 || room >= rest.length) continue;
      yield { ...event, bytes: rest.subarray(0, room) };
      this.#bytes += room;
      rest = rest.subarray(room);
    }
    yield { ...event, bytes: rest };
    this.#bytes += rest.length;
  }
}
