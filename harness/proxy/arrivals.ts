import type { StreamEvent } from './toxics/toxic.ts';

/** What an event weighs beside its bytes, so that a stream of single bytes is bounded too. */
const EVENT_OVERHEAD_BYTES = 512;

/** What was read from one end and not yet processed, in order. */
export class Arrivals {
  readonly #events: StreamEvent[] = [];
  #weight = 0;
  #over = false;
  #wake: (() => void) | undefined;

  /** Bytes held, the queue's own cost included. */
  get weight(): number {
    return this.#weight;
  }

  push(event: StreamEvent): void {
    this.#events.push(event);
    this.#weight += weightOf(event);
    this.#wake?.();
  }

  /** Waits for an event; undefined after `end()`. One caller at a time. */
  async next(): Promise<StreamEvent | undefined> {
    if (this.#events.length === 0 && !this.#over) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
    const event = this.#events.shift();
    if (event) this.#weight -= weightOf(event);
    return event;
  }

  /** Forgets what is held and lets `next()` return. */
  end(): void {
    this.#over = true;
    this.#events.length = 0;
    this.#weight = 0;
    this.#wake?.();
  }
}

function weightOf(event: StreamEvent): number {
  return EVENT_OVERHEAD_BYTES + (event.kind === 'data' ? event.bytes.length : 0);
}
