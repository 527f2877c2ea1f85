import type { z } from 'zod';
import { HalfcloseError } from '../model/errors.ts';

/**
 * Raises UNKNOWN_OPTION for options that `call` (such as `lab.server()`) does not have, INVALID_OPTION for a value that
 * it does not take; both say what would be right.
 */
export function checkBySchema(call: string, schema: z.ZodObject, options: unknown): void {
  const checked = schema.safeParse(options);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const strangers = issue.keys.map((key) => `\`${key}\``).join(', ');
    throw new HalfcloseError('UNKNOWN_OPTION', `${call} has no option ${strangers}`, {
      hint: `it takes: ${Object.keys(schema.shape).join(', ')}`,
    });
  }
  const path = issue?.path.join('.') ?? '';
  throw new HalfcloseError(
    'INVALID_OPTION',
    `${call}: option \`${path}\`: ${issue?.message ?? 'not valid'}`,
    {
      hint: `got ${describeValue(options, issue?.path ?? [])}`,
    },
  );
}

function describeValue(options: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    options,
  );
  if (value === undefined) return 'nothing';
  // JSON has no word for NaN and Infinity.
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
