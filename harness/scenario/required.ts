import { HalfcloseError } from '../model/errors.ts';
import { NEEDS } from './needs.ts';

const DEMANDS = ['netns', 'docker', 'browser', ...NEEDS] as const;

/**
 * Whether this run must not do without: HALFCLOSE_REQUIRE is a list such as `netns,docker,wire,browser`. Raises
 * INVALID_OPTION for one with a word that demands nothing.
 */
export function isRequired(what: (typeof DEMANDS)[number]): boolean {
  const demanded = (process.env['HALFCLOSE_REQUIRE'] ?? '').split(',').filter((word) => word !== '');
  const stranger = demanded.find((word) => !(DEMANDS as readonly string[]).includes(word));
  if (stranger === undefined) return demanded.includes(what);
  throw new HalfcloseError(
    'INVALID_OPTION',
    `HALFCLOSE_REQUIRE names \`${stranger}\`, which is nothing to require`,
    {
      hint: `it takes a list of: ${DEMANDS.join(', ')}`,
    },
  );
}
