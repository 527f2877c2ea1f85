import { randomInt } from 'node:crypto';
import { HalfcloseError } from '../model/errors.ts';

const SEEDS = 2 ** 31;

/** HALFCLOSE_SEED, or a random one where it is not set. Raises INVALID_OPTION for one that is no such number. */
export function chosenSeed(): number {
  const wanted = process.env['HALFCLOSE_SEED'];
  if (wanted === undefined) return randomInt(SEEDS);
  const seed = Number(wanted);
  if (Number.isInteger(seed) && seed >= 0 && seed < SEEDS) return seed;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `HALFCLOSE_SEED must be a whole number from 0 to ${String(SEEDS - 1)}, got \`${wanted}\``,
  );
}
