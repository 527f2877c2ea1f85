import { forgedCopy } from '../forge.ts';
import type { Fate, FateContext } from '../passage.ts';

/** The receiver gets the segment and as many copies of it, which come after it. */
export function duplicate(copies: number, { send }: FateContext): Fate {
  return {
    take(passage) {
      const copy = forgedCopy(passage.packet);
      passage.tell('duplicated', `${String(copies)} more`);
      passage.pass();
      for (let sent = 0; sent < copies; sent++) send(copy);
    },
  };
}
