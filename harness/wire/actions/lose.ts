import type { Fate, FateContext } from '../passage.ts';

/** Drops with a probability, drawn anew for each segment. */
export function lose(probability: number, { random }: FateContext): Fate {
  return {
    take(passage) {
      if (random() >= probability) {
        passage.pass();
        return;
      }
      passage.tell('lost');
      passage.drop();
    },
  };
}
