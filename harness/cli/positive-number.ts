import { HalfcloseError } from '../model/errors.ts';

/** The value of an option that counts something. Raises INVALID_OPTION for anything but 1, 2, 3 and so on. */
export function positiveNumber(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected ${option} to be a positive whole number, got \`${text}\``,
  );
}
