/** From best to worst: all that was sent; all of it, with bits turned over; only the beginning; something else. */
export const OUTCOMES = ['whole', 'changed', 'part', 'wrong'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What one end received, compared with what it was sent byte by byte, and whether the other said that this is all. */
export class Received {
  bytes = 0;
  ended = false;
  readonly #sent: Buffer;
  /** How many bytes came with one bit turned over. */
  #turned = 0;
  #isOther = false;

  constructor(sent: Buffer) {
    this.#sent = sent;
  }

  take(bytes: Buffer): void {
    const sent = this.#sent.subarray(this.bytes, this.bytes + bytes.length);
    this.bytes += bytes.length;
    if (bytes.equals(sent)) return;
    for (let place = 0; place < bytes.length; place++) {
      const byte = bytes[place] ?? 0;
      // Beyond the end of what was sent every bit differs.
      const difference = byte ^ (sent[place] ?? ~byte);
      if (isOneBit(difference)) this.#turned++;
      else if (difference !== 0) this.#isOther = true;
    }
  }

  /** @param every one bit in one byte of so many, on average, may have been turned over. Infinity: none. */
  outcome(every: number): Outcome {
    if (this.#isOther || this.#turned > mostLikely(this.bytes / every)) return 'wrong';
    if (this.bytes < this.#sent.length || !this.ended) return 'part';
    return this.#turned > 0 ? 'changed' : 'whole';
  }

  describe(every: number): string {
    const turned = this.#turned > 0 ? `, ${String(this.#turned)} of them turned over` : '';
    const end = this.ended ? 'then its end' : 'without an end';
    return `${this.outcome(every)}: ${String(this.bytes)} of ${String(this.#sent.length)} bytes${turned}, ${end}`;
  }
}

function isOneBit(difference: number): boolean {
  return difference > 0 && (difference & (difference - 1)) === 0;
}

/** More than any draw of that mean will give: by chance once in some millions. */
function mostLikely(mean: number): number {
  return mean === 0 ? 0 : 10 + 3 * mean;
}
