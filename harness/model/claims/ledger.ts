import { HalfcloseError } from '../errors.ts';
import { CAPTURES } from './captures.ts';
import type { Claim } from './claim.ts';
import { CLOSING } from './closing.ts';
import { DATA } from './data.ts';
import { OPENING } from './opening.ts';
import { RESET } from './reset.ts';
import { TIME_WAIT } from './time-wait.ts';
import { TIMERS } from './timers.ts';

/** The claims by topic, in the order of the ledger. */
export const LEDGER: Readonly<Record<string, readonly Claim[]>> = {
  'Opening a connection': OPENING,
  'Data and flow': DATA,
  'Closing a connection': CLOSING,
  TIME_WAIT,
  'RST and linger': RESET,
  'Timers, dead peers, options': TIMERS,
  'Reading captures': CAPTURES,
};

const CLAIMS = new Map(Object.values(LEDGER).flatMap((claims) => claims.map((each) => [each.id, each])));

export const claims: readonly Claim[] = [...CLAIMS.values()];

/** Raises INVALID_OPTION for what is no claim of the ledger. */
export function claimOf(id: string): Claim {
  const claim = CLAIMS.get(id);
  if (claim) return claim;
  throw new HalfcloseError('INVALID_OPTION', `there is no claim \`${id}\` in the ledger`, {
    hint: 'npx halfclose claims prints all of them',
  });
}
