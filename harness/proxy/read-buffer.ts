/** A leg that says little needs little: the buffer grows when it is filled, up to what a copy still gains by. */
const SMALLEST = 2 * 1024;
const LARGEST = 256 * 1024;
const GROWTH = 8;

/** What fills less of the buffer is copied where it is kept, so that what is held takes at most twice its size. */
const COPIED_SHARE = 1 / 2;

/**
 * Where a leg's data is read into, again and again: node would make a new buffer for each read, and collecting those
 * costs a proxy a fifth of its time.
 */
export class ReadBuffer {
  #buffer = Buffer.allocUnsafeSlow(SMALLEST);
  #parted = false;

  /** Where the next read goes. */
  next(): Buffer {
    if (this.#parted) this.#buffer = Buffer.allocUnsafeSlow(this.#buffer.length);
    this.#parted = false;
    return this.#buffer;
  }

  /** The bytes of the last read, which the next one will overwrite unless they are kept. */
  read(length: number): Buffer {
    const bytes = this.#buffer.subarray(0, length);
    if (length === this.#buffer.length && length < LARGEST) {
      this.#buffer = Buffer.allocUnsafeSlow(Math.min(length * GROWTH, LARGEST));
    }
    return bytes;
  }

  /** The same bytes, the caller's for good. */
  keep(bytes: Buffer): Buffer {
    if (bytes.length <= this.#buffer.length * COPIED_SHARE) return Buffer.from(bytes);
    this.part(bytes);
    return bytes;
  }

  /** These bytes are in use beyond the read: their memory is not read into again. */
  part(bytes: Buffer): void {
    this.#parted ||= bytes.buffer === this.#buffer.buffer;
  }
}
