import type { FateContext, Passage } from './passage.ts';

/** Segments that wait for their time to go on. */
export class DelayLine {
  readonly #context: FateContext;
  readonly #waiting = new Map<Passage, () => void>();

  constructor(context: FateContext) {
    this.#context = context;
  }

  get length(): number {
    return this.#waiting.size;
  }

  passAt(due: number, passage: Passage): void {
    const cancel = this.#context.at(due, () => this.#let(passage));
    this.#waiting.set(passage, cancel);
  }

  /** Lets all of them go at once, in the order in which they came. */
  empty(): void {
    for (const [passage, cancel] of [...this.#waiting]) {
      cancel();
      this.#let(passage);
    }
  }

  #let(passage: Passage): void {
    this.#waiting.delete(passage);
    passage.tell('delivered');
    passage.pass();
  }
}
