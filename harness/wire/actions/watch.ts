import type { Fate } from '../passage.ts';

/** Touches nothing, tells of everything. */
export const watch: Fate = {
  take(passage) {
    passage.tell('watched');
    passage.pass();
  },
};
