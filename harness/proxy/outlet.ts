import { EventQueue } from './event-queue.ts';
import type { Leg } from './leg.ts';
import type { StreamEvent } from './toxics/toxic.ts';

interface OutletParts {
  readonly destination: () => Leg;
  readonly bothEnds: { reset(): void; close(): void };
  /** It holds less than before. */
  readonly changed: () => void;
}

/** The end of a direction: says to the destination what came through, as fast as its kernel takes it. */
export class Outlet {
  readonly #parts: OutletParts;
  readonly #waiting = new EventQueue();

  constructor(parts: OutletParts) {
    this.#parts = parts;
  }

  get weight(): number {
    return this.#waiting.weight;
  }

  /** What comes next goes to the destination's kernel at once. */
  get isIdle(): boolean {
    return this.#waiting.isEmpty && this.#parts.destination().isFlushed;
  }

  push(event: StreamEvent): void {
    if (this.isIdle) this.#deliver(event);
    else this.#waiting.push(event);
  }

  /** The destination's kernel has taken all it was given. */
  flushed(): void {
    while (this.#parts.destination().isFlushed) {
      const event = this.#waiting.take();
      if (!event) break;
      this.#deliver(event);
    }
    this.#parts.changed();
  }

  end(): void {
    this.#waiting.clear();
  }

  /** A RST comes after the kernel took all that was read before it; what the peer's window then has no room for, it drops. */
  #deliver(event: StreamEvent): void {
    const destination = this.#parts.destination();
    if (event.kind === 'data') destination.write(event.bytes);
    else if (event.kind === 'fin') destination.fin();
    else if (event.kind === 'reset') destination.reset();
    else if (event.kind === 'close') this.#parts.bothEnds.close();
    else this.#parts.bothEnds.reset();
  }
}
