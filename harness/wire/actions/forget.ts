import { flagBits } from '../../model/segment.ts';
import type { Direction } from '../direction.ts';
import type { Fate, FateContext, Passage } from '../passage.ts';
import { rejectOne } from './reject.ts';

const SYN = flagBits(['SYN']);

interface ForgetOptions {
  readonly afterMs: number;
  readonly then: 'drop' | 'rst';
}

/** A middlebox that forgets connections nothing has been heard of for a while, and knows no segment of them then. */
export class Forget implements Fate {
  readonly #options: ForgetOptions;
  readonly #context: FateContext;
  readonly #forgotten = new WeakSet<Direction>();

  constructor(options: ForgetOptions, context: FateContext) {
    this.#options = options;
    this.#context = context;
  }

  take(passage: Passage): void {
    const { segment, direction, idleMs } = passage;
    // A SYN is a new connection to it, and is let through.
    if (segment.flags & SYN) this.#forgotten.delete(direction);
    else if (idleMs >= this.#options.afterMs) this.#forgotten.add(direction);
    if (!this.#forgotten.has(direction)) {
      passage.pass();
      return;
    }
    passage.tell('forgotten');
    if (this.#options.then === 'rst') rejectOne(passage, 'rst', this.#context);
    else passage.drop();
  }
}
