import type { Range } from './wire.ts';

/** A number, or from `min` to `max`, both included. */
export type Span = number | { readonly min?: number; readonly max?: number };

const GREATEST = 2 ** 32 - 1;

export function toRange(span: Span): Range {
  const { min = 0, max = GREATEST } = typeof span === 'number' ? { min: span, max: span } : span;
  return { min, max };
}

/** `5`, `5 or more`, `5 to 9`. */
export function rangeText({ min, max }: Range): string {
  if (min === max) return String(min);
  return max === GREATEST ? `${String(min)} or more` : `${String(min)} to ${String(max)}`;
}

export function isIn({ min, max }: Range, value: number): boolean {
  return value >= min && value <= max;
}
