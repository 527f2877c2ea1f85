/** What has been made and has to go, the last one first. A failing part does not keep the others from going. */
export class Teardown {
  readonly #parts: (() => Promise<void> | void)[] = [];

  add(part: () => Promise<void> | void): void {
    this.#parts.push(part);
  }

  /** Resolves to what went wrong on the way, in order. A second call has nothing left to do. */
  async run(): Promise<Error[]> {
    const errors: Error[] = [];
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      try {
        await part();
      } catch (error) {
        errors.push(error as Error);
      }
    }
    return errors;
  }
}
