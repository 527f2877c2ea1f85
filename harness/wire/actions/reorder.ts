import type { Fate, Passage } from '../passage.ts';

/** Lets segments past only after later ones of their direction. */
export class Reorder implements Fate {
  readonly #behind: number;
  readonly #waiting = new Set<Passage>();

  constructor(behind: number) {
    this.#behind = behind;
  }

  take(passage: Passage): void {
    passage.tell('put behind', `${String(this.#behind)} later ones`);
    this.#waiting.add(passage);
    this.#wait(passage, this.#behind);
  }

  lift(): void {
    for (const passage of [...this.#waiting]) this.#let(passage);
  }

  #wait(passage: Passage, left: number): void {
    if (left === 0) this.#let(passage);
    else passage.direction.onDelivery(() => this.#wait(passage, left - 1));
  }

  #let(passage: Passage): void {
    if (!this.#waiting.delete(passage)) return;
    passage.tell('delivered');
    passage.pass();
  }
}
