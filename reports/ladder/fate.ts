import { isKeptAway, type WireVerdict } from '../../harness/model/wire.ts';
import type { Rung, Touch } from './rung.ts';

/**
 * What became of a rung on its way. `waiting`: a fault had not let it go when the scenario ended. `late`: a fault let
 * it go later. `unseen`: it left, and nothing shows that it came.
 */
export type Fate = 'came' | 'late' | 'waiting' | 'lost' | 'unseen';

const KEEPING: readonly WireVerdict[] = ['held', 'delayed', 'put behind'];
const LETTING_GO: readonly WireVerdict[] = ['released', 'delivered'];

export function fateOf({ header, came, left, touches }: Rung): Fate {
  const last = touches.findLast(({ verdict }) => verdict !== 'watched');
  if (last && KEEPING.includes(last.verdict)) return 'waiting';
  if (last && isKeptAway(last)) return 'lost';
  if (last && LETTING_GO.includes(last.verdict)) return 'late';
  const isKnownToLeave = left !== undefined || !header;
  return touches.length === 0 && isKnownToLeave && came === undefined ? 'unseen' : 'came';
}

/** That a fault let it go on, after it had kept it; undefined where none did. */
export function lettingGo({ touches }: Rung): Touch | undefined {
  return touches.findLast(({ verdict }) => LETTING_GO.includes(verdict));
}
