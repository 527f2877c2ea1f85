import { MATCHER_DEADLINE_MS, NEGATED_WATCH_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { Question } from './question.ts';

export interface WithinOptions {
  /** How long to wait, in milliseconds. Default: 5000; for a negated wait how long to watch, 1000. */
  readonly withinMs?: number;
}

/** How long a matcher waits for a yes, and how long its negation watches: one option says both. `others` it takes besides. */
export function patience(
  options: WithinOptions,
  others: readonly string[] = [],
): Pick<Question, 'withinMs' | 'negatedForMs'> {
  checkMs(options, 'withinMs', others);
  return {
    withinMs: options.withinMs ?? MATCHER_DEADLINE_MS,
    negatedForMs: options.withinMs ?? NEGATED_WATCH_MS,
  };
}

/** Raises UNKNOWN_OPTION for any other option, INVALID_OPTION where this one is not a positive number of milliseconds. */
export function checkMs<K extends string>(
  options: { readonly [key in K]?: number },
  option: K,
  others: readonly string[] = [],
): void {
  checkObject(options);
  const known = [...others, option];
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger !== undefined) {
    throw new HalfcloseError('UNKNOWN_OPTION', `this matcher has no option \`${stranger}\``, {
      hint: `it takes: ${known.join(', ')}`,
    });
  }
  const value: number | undefined = options[option];
  if (value === undefined || (Number.isFinite(value) && value > 0)) return;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected the \`${option}\` option to be a positive number, got \`${String(value)}\``,
  );
}

/** Raises INVALID_OPTION for options that are no object, such as a number of milliseconds by itself. */
function checkObject(options: unknown): void {
  if (isObject(options)) return;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected options such as \`{ withinMs: 500 }\`, got \`${JSON.stringify(options)}\``,
  );
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
