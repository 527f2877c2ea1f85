import type { StreamEvent } from './toxic.ts';

/** Counts the data of a stream up to a limit, which may change: what lies below it, and whether it is reached. */
export class UpTo {
  #passed = 0;

  /** The part of the data that is still below `limit`, and what lies beyond; either may be empty. */
  cut(event: StreamEvent & { kind: 'data' }, limit: number): { below: Buffer; beyond: Buffer } {
    const room = Math.max(0, limit - this.#passed);
    const below = event.bytes.subarray(0, room);
    this.#passed += below.length;
    return { below, beyond: event.bytes.subarray(below.length) };
  }

  reached(limit: number): boolean {
    return this.#passed >= limit;
  }
}
