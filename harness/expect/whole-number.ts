import { HalfcloseError } from '../model/errors.ts';

/** Raises INVALID_OPTION for what is given and no whole number from `from` on; `what` says what it counts. */
export function checkWholeNumber(what: string, value: number | undefined, from: number, hint?: string): void {
  if (value === undefined || (Number.isInteger(value) && value >= from)) return;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected ${what} to be a whole number from ${String(from)} on, got \`${String(value)}\``,
    hint === undefined ? {} : { hint },
  );
}
