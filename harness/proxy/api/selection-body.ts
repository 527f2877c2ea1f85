import type { Selection } from '../../model/selection.ts';
import { networkOf } from '../selection.ts';
import type { ToxicType } from '../toxics/toxic.ts';
import { badBody } from './api-error.ts';
import { kindOf, type Fields } from './body.ts';

const NUMBERS = ['from_ms', 'until_ms', 'from_byte', 'until_byte'] as const;

/** What each field of `select` takes; undefined where the value is right. */
const COMPLAINTS: Readonly<Record<keyof Selection, (value: unknown) => string | undefined>> = {
  connections: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((number) => isWhole(number, 1))
      ? undefined
      : 'a list of connection numbers, counted from 1',
  client: (value) =>
    typeof value === 'string' && networkOf(value) ? undefined : 'an address, or a network such as 10.0.0.0/8',
  ...(Object.fromEntries(
    NUMBERS.map((name) => [
      name,
      (value: unknown) => (isWhole(value, 0) ? undefined : 'a whole number from 0'),
    ]),
  ) as Record<(typeof NUMBERS)[number], (value: unknown) => string | undefined>),
};

/** The field `select` of a toxic: which connections it may hit, and when. `null` takes it away. Raises a 400. */
export function readSelection(
  fields: Fields,
  type: Pick<ToxicType, 'opening'>,
  current: Selection | undefined,
): Selection | undefined {
  const given = fields.raw('select');
  if (given === undefined) return current;
  if (given === null) return undefined;
  if (kindOf(given) !== 'object') throw badBody(`select must be an object, got ${kindOf(given)}`);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(COMPLAINTS, name)) {
      throw badBody(`select has no field ${name}; it takes ${Object.keys(COMPLAINTS).join(', ')}`);
    }
    const wanted = COMPLAINTS[name as keyof Selection](value);
    if (type.opening && isPart(name))
      throw badBody(`select.${name} has no meaning for a toxic that acts before the connection is open`);
    if (wanted !== undefined) throw badBody(`select.${name} must be ${wanted}, got ${JSON.stringify(value)}`);
  }
  return complete(given);
}

/** Without any field it is as good as none. */
function complete(selection: Selection): Selection | undefined {
  const { from_ms, until_ms, from_byte, until_byte } = selection;
  if (from_ms !== undefined && until_ms !== undefined && from_ms >= until_ms)
    throw badBody('select.from_ms must be less than select.until_ms');
  if (from_byte !== undefined && until_byte !== undefined && from_byte >= until_byte)
    throw badBody('select.from_byte must be less than select.until_byte');
  return Object.keys(selection).length > 0 ? selection : undefined;
}

/** Whether the field is about a part of the connection's life. */
function isPart(name: string): boolean {
  return (NUMBERS as readonly string[]).includes(name);
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}
