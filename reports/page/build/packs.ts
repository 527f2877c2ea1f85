import { gzipSync } from 'node:zlib';
import { pack } from '../data/pack.ts';

/** A part of a page as its text says it: `values` packed, compressed, and spelled in letters that HTML leaves alone. */
export function partOf(values: readonly unknown[]): string {
  return gzipSync(JSON.stringify(pack(values)), { level: 9 }).toString('base64');
}

/**
 * How much text of evidence files a pack holds: enough for scenarios to have much in common, and so little that it is
 * opened in some 30 ms.
 */
const FULL_PACK = 2_000_000;

/** Fills packs with values, one after the other, and keeps no more of them than what is being filled. */
export class Packs {
  readonly #full: string[] = [];
  #filling: unknown[] = [];
  #size = 0;

  /** Where the value is, of which a file of that size told. */
  add(value: unknown, size: number): { readonly pack: number; readonly place: number } {
    if (this.#size + size > FULL_PACK) this.#close();
    this.#size += size;
    return { pack: this.#full.length, place: this.#filling.push(value) - 1 };
  }

  /** All of them, as parts of a page. */
  parts(): readonly string[] {
    this.#close();
    return this.#full;
  }

  #close(): void {
    if (this.#filling.length > 0) this.#full.push(partOf(this.#filling));
    this.#filling = [];
    this.#size = 0;
  }
}
