import { DelayLine } from '../delay-line.ts';
import type { Direction } from '../direction.ts';
import type { Fate, FateContext, Passage } from '../passage.ts';

interface DelayOptions {
  readonly ms: number;
  readonly jitterMs: number;
}

/** Passes segments on later, each by its own draw of `ms` ± `jitterMs`; those of one direction keep their order. */
export class Delay implements Fate {
  readonly #options: DelayOptions;
  readonly #context: FateContext;
  readonly #line: DelayLine;
  readonly #lastDue = new WeakMap<Direction, number>();

  constructor(options: DelayOptions, context: FateContext) {
    this.#options = options;
    this.#context = context;
    this.#line = new DelayLine(context);
  }

  take(passage: Passage): void {
    const { ms, jitterMs } = this.#options;
    const drawn = Math.max(0, ms + (this.#context.random() * 2 - 1) * jitterMs);
    const due = Math.max(this.#context.now() + drawn, this.#lastDue.get(passage.direction) ?? 0);
    this.#lastDue.set(passage.direction, due);
    passage.tell('delayed', `${drawn.toFixed(2)} ms`);
    this.#line.passAt(due, passage);
  }

  lift(): void {
    this.#line.empty();
  }
}
