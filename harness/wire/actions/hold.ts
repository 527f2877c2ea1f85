import type { Fate, Passage } from '../passage.ts';

/** Keeps segments in the kernel until they are released, in any order, or discarded. */
export class Hold implements Fate {
  #held: Passage[] = [];

  take(passage: Passage): void {
    passage.tell('held');
    this.#held.push(passage);
  }

  get count(): number {
    return this.#held.length;
  }

  /** `places` are 1 for the one held longest, and so on; they go in the order given. */
  release(places: readonly number[]): void {
    for (const passage of this.#takeOut(places)) {
      passage.tell('released');
      passage.pass();
    }
  }

  discard(places: readonly number[]): void {
    for (const passage of this.#takeOut(places)) {
      passage.tell('discarded');
      passage.drop();
    }
  }

  lift(): void {
    this.release(this.#held.map((_passage, index) => index + 1));
  }

  #takeOut(places: readonly number[]): Passage[] {
    const held = this.#held;
    this.#held = held.filter((_passage, index) => !places.includes(index + 1));
    return places.map((place) => held[place - 1]).filter((passage) => passage !== undefined);
  }
}
