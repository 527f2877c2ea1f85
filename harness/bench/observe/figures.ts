import { spread } from '../figures.ts';
import { figuresOf, type Figures } from '../values.ts';
import { slowDowns } from './aims.ts';
import type { Rounds, WayName } from './run.ts';

/** Of all ways; of a watched storm also by how much it was slower. */
export function figuresOfRounds(rounds: Rounds): Readonly<Record<WayName, Figures>> {
  const each = Object.entries(rounds).map(([name, values]) => {
    const slower = name.startsWith('storm') && name !== 'stormOff' ? slowDowns(rounds, values) : [];
    return [
      name,
      { ...figuresOf(values), ...(slower.length > 0 ? { slowDownPercent: spread(slower) } : {}) },
    ];
  });
  return Object.fromEntries(each) as Record<WayName, Figures>;
}
