import type { Scale } from '../../../lanes/scale.ts';

/** A part of the whole as CSS has it. */
export function percent(part: number): string {
  return `${(part * 100).toFixed(4)}%`;
}

/** How far into a broken while its strip stands: the words of what begins with it are left of that. */
const STRIP = 0.85;

export function placeOfStrip(scale: Scale, { from, to }: Scale['breaks'][number]): string {
  return percent(scale.place(from) * (1 - STRIP) + scale.place(to) * STRIP);
}
