import { DelayLine } from '../delay-line.ts';
import type { Fate, FateContext, Passage } from '../passage.ts';

interface RateOptions {
  readonly bytesPerSecond: number;
  /** How many segments may wait; what comes on top of them is dropped, as at the tail of a router's queue. */
  readonly queue: number;
}

/** A link of that many bytes a second, IP headers included, that all selected segments share. */
export class Rate implements Fate {
  readonly #options: RateOptions;
  readonly #context: FateContext;
  readonly #line: DelayLine;
  #freeAt = 0;

  constructor(options: RateOptions, context: FateContext) {
    this.#options = options;
    this.#context = context;
    this.#line = new DelayLine(context);
  }

  take(passage: Passage): void {
    if (this.#line.length >= this.#options.queue) {
      passage.tell('lost', 'queue full');
      passage.drop();
      return;
    }
    const transmission = (passage.packet.length * 1_000) / this.#options.bytesPerSecond;
    this.#freeAt = Math.max(this.#freeAt, this.#context.now()) + transmission;
    passage.tell('delayed');
    this.#line.passAt(this.#freeAt, passage);
  }

  lift(): void {
    this.#line.empty();
  }
}
