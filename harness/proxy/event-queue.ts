import type { StreamEvent } from './toxics/toxic.ts';

/** What an event weighs beside its bytes, so that a stream of single bytes is bounded too. */
const EVENT_OVERHEAD_BYTES = 512;

export function weightOf(event: StreamEvent): number {
  return EVENT_OVERHEAD_BYTES + sizeOf(event);
}

/** Bytes of data. */
export function sizeOf(event: StreamEvent): number {
  return event.kind === 'data' ? event.bytes.length : 0;
}

/** Events in order, and what they weigh in bytes, the queue's own cost included. */
export class EventQueue {
  #events: StreamEvent[] = [];
  /** Where the first one is: taking one off must not move all others. */
  #first = 0;
  #weight = 0;

  get weight(): number {
    return this.#weight;
  }

  get isEmpty(): boolean {
    return this.#first === this.#events.length;
  }

  push(event: StreamEvent): void {
    this.#events.push(event);
    this.#weight += weightOf(event);
  }

  putBack(event: StreamEvent): void {
    if (this.#first > 0) this.#events[--this.#first] = event;
    else this.#events.unshift(event);
    this.#weight += weightOf(event);
  }

  take(): StreamEvent | undefined {
    const event = this.#events[this.#first];
    if (!event) return undefined;
    this.#weight -= weightOf(event);
    this.#first++;
    if (this.isEmpty) this.clear();
    return event;
  }

  clear(): void {
    this.#events = [];
    this.#first = 0;
    this.#weight = 0;
  }
}
