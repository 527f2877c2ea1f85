/** Steps that are taken one after the other: one that lasts has all later ones wait until it is over. */
export class Turns {
  readonly #waiting: (() => Promise<void> | undefined)[] = [];
  #lasting = false;

  take(step: () => Promise<void> | undefined): void {
    this.#waiting.push(step);
    this.#goOn();
  }

  #goOn(): void {
    while (!this.#lasting && this.#waiting.length > 0) {
      const end = this.#waiting.shift()?.();
      if (!end) continue;
      this.#lasting = true;
      void end.then(() => {
        this.#lasting = false;
        this.#goOn();
      });
    }
  }
}
