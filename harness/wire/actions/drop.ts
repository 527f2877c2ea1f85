import type { Fate } from '../passage.ts';

export const drop: Fate = {
  take(passage) {
    passage.tell('dropped');
    passage.drop();
  },
};
