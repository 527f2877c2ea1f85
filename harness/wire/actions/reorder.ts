import type { Direction } from '../direction.ts';
import type { Fate, Passage } from '../passage.ts';

/** Lets a segment past only after later ones of its direction; while it waits, these pass, chosen or not. */
export class Reorder implements Fate {
  readonly #behind: number;
  readonly #waiting = new Map<Direction, Passage>();

  constructor(behind: number) {
    this.#behind = behind;
  }

  take(passage: Passage): void {
    // Were all that are chosen put behind each other, none would ever be let past.
    if (this.#waiting.has(passage.direction)) {
      passage.pass();
      return;
    }
    passage.tell('put behind', `${String(this.#behind)} later ones`);
    this.#waiting.set(passage.direction, passage);
    this.#wait(passage, this.#behind);
  }

  lift(): void {
    for (const passage of [...this.#waiting.values()]) this.#let(passage);
  }

  #wait(passage: Passage, left: number): void {
    if (left === 0) this.#let(passage);
    else passage.direction.onDelivery(() => this.#wait(passage, left - 1));
  }

  #let(passage: Passage): void {
    if (this.#waiting.get(passage.direction) !== passage) return;
    this.#waiting.delete(passage.direction);
    passage.tell('delivered');
    passage.pass();
  }
}
