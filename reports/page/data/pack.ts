import type { Column } from './column.ts';
import { withoutRepetition } from './without-repetition.ts';

/**
 * Packs values that JSON can say, such as the evidence of scenarios, as one column. `unpack` gives back what JSON says of
 * them, and in the same order: what is undefined in an object is left out, and −0 is 0.
 */
export function pack(values: readonly unknown[]): Column {
  const ofKind = Map.groupBy(values, kindOf);
  if (ofKind.size < 2) return columnOfOneKind(values);
  const kinds = [...ofKind.keys()];
  return [
    'kinds',
    values.map((value) => kinds.indexOf(kindOf(value))),
    [...ofKind.values()].map((each) => columnOfOneKind(each)),
  ];
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : isList(value) ? 'list' : typeof value;
}

/** Where none of the first values comes twice, it does not pay to look through all: spelling large ones takes long. */
const LOOKED_AT_FIRST = 64;

function columnOfOneKind(values: readonly unknown[]): Column {
  const [first] = values;
  if (first === undefined) return ['plain', []];
  if (values.every((value) => typeof value === 'number')) return columnOfNumbers(values);
  const start = withoutRepetition(values.slice(0, LOOKED_AT_FIRST));
  if (start.distinct.length === LOOKED_AT_FIRST) return columnOfParts(values);
  const { distinct, picks } = withoutRepetition(values);
  // A single object is worth packing for what is alike inside it.
  if (distinct.length === 1 && (values.length > 1 || !isComposite(first)))
    return ['same', values.length, first];
  const isRepetitive = distinct.length <= values.length / 2;
  return isRepetitive ? ['pick', columnOfParts(distinct), picks] : columnOfParts(values);
}

function columnOfParts(values: readonly unknown[]): Column {
  if (values.every(isList)) {
    const lengths = values.map(({ length }) => length);
    return ['lists', pack(lengths), pack(values.flat())];
  }
  // One column of each key for objects of all shapes: what is alike in them, such as times, goes on from one to the next.
  return values.every(isComposite) ? columnOfObjects(values) : ['plain', values];
}

type Members = Readonly<Record<string, unknown>>;

function columnOfObjects(values: readonly Members[]): Column {
  const { distinct: shapes, picks } = withoutRepetition(values.map(keysOf));
  const keys = [...new Set(shapes.flat())];
  return [
    'objects',
    keys,
    shapes.map((shape) => shape.map((key) => keys.indexOf(key))),
    picks,
    keys.map((key) => pack(values.filter((value) => has(value, key)).map((value) => value[key]))),
  ];
}

function keysOf(value: Members): readonly string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}

function has(value: Members, key: string): boolean {
  return Object.hasOwn(value, key) && value[key] !== undefined;
}

/** Times have three decimals, for microseconds. */
const THOUSANDTHS = 1_000;

function columnOfNumbers(values: readonly number[]): Column {
  const [first = 0] = values;
  if (values.every((value) => value === first)) return ['same', values.length, first];
  const scale = values.every(Number.isSafeInteger) ? 1 : THOUSANDTHS;
  const whole = values.map((value) => Math.round(value * scale));
  const isExact = whole.every((each, at) => Number.isSafeInteger(each) && each / scale === values[at]);
  if (!isExact) return ['plain', values];
  const steps = whole.map((each, at) => each - (whole[at - 1] ?? 0));
  const isShorter = JSON.stringify(steps).length < JSON.stringify(whole).length;
  return isShorter && steps.every(Number.isSafeInteger) ? ['steps', scale, steps] : ['numbers', scale, whole];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isComposite(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
