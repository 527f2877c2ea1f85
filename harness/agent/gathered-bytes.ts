/**
 * Bytes that are told together, so much later than the first of them. Whoever is looked at meanwhile does not share the
 * processor with what nobody waits for.
 */
export class GatheredBytes {
  readonly #tell: (bytes: Buffer) => void;
  readonly #delayMs: number;
  #bytes: Buffer[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (bytes: Buffer) => void, delayMs: number) {
    this.#tell = tell;
    this.#delayMs = delayMs;
  }

  add(bytes: Buffer): void {
    this.#bytes.push(bytes);
    this.#timer ??= setTimeout(() => this.tellNow(), this.#delayMs);
  }

  /** Tells what there is, for somebody who does wait. */
  tellNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bytes = this.#bytes.splice(0);
    if (bytes.length > 0) this.#tell(Buffer.concat(bytes));
  }
}
