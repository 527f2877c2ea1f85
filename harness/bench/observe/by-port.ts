/** What somebody waits for of a connection, which is known by its client's port. */
export class ByPort<T> {
  readonly #waiting = new Map<number, (value: T) => void>();

  /** Before it can have been told. */
  until(port: number): Promise<T> {
    return new Promise((resolve) => this.#waiting.set(port, resolve));
  }

  tell(port: number, value: T): void {
    this.#waiting.get(port)?.(value);
    this.#waiting.delete(port);
  }

  get ports(): Iterable<number> {
    return this.#waiting.keys();
  }
}
