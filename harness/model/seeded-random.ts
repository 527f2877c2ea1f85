/**
 * A generator of numbers from 0 to 1 that gives the same sequence for the same seed and purpose, whatever else draws
 * numbers and in whatever order: connections race each other, what is drawn for each must not depend on who won.
 */
export function seededRandom(seed: number, purpose: string): () => number {
  let state = hash(`${String(seed)} ${purpose}`);
  return () => {
    // splitmix32: an additive sequence, each value mixed.
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value;
}
