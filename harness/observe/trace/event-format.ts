import { HalfcloseError } from '../../model/errors.ts';

interface Field {
  readonly offset: number;
  readonly size: number;
}

/** How the kernel lays out one event in its trace: what `events/<group>/<name>/format` says. */
export interface EventFormat {
  readonly name: string;
  readonly id: number;
  readonly fields: ReadonlyMap<string, Field>;
  /** The names that this kernel has for the numbers of a field; empty where it gives none. */
  readonly names: (field: string) => ReadonlyMap<number, string>;
}

/** Reads the text of a `format` file. Raises PROTOCOL_ERROR for anything else. */
export function parseEventFormat(text: string): EventFormat {
  const name = /^name: (\w+)/m.exec(text)?.[1];
  const id = /^ID: (\d+)/m.exec(text)?.[1];
  if (name === undefined || id === undefined) {
    throw new HalfcloseError('PROTOCOL_ERROR', `no format of a traced event: ${text.slice(0, 80)}`);
  }
  return { name, id: Number(id), fields: parseFields(text), names: (field) => parseNames(text, field) };
}

/** `field:__u8 saddr[4];	offset:32;	size:4;	signed:0;`, also as `events/header_page` has it. */
export function parseFields(text: string): ReadonlyMap<string, Field> {
  const lines = text.matchAll(/field:[^;]*?(\w+)(?:\[\d*\])?;\s*offset:(\d+);\s*size:(\d+);/g);
  return new Map(
    Array.from(lines, ([, name = '', offset, size]) => [
      name,
      { offset: Number(offset), size: Number(size) },
    ]),
  );
}

/** The field's place. Raises PROTOCOL_ERROR where this kernel's event has no such field. */
export function fieldOf({ name, fields }: EventFormat, field: string): Field {
  const found = fields.get(field);
  if (found) return found;
  throw new HalfcloseError('PROTOCOL_ERROR', `this kernel's ${name} has no field ${field}`);
}

/** `__print_symbolic(REC->reason, { 1, "NO_SOCKET" }, …)` in the event's `print fmt`. */
function parseNames(text: string, field: string): ReadonlyMap<number, string> {
  const symbols = new RegExp(`__print_symbolic\\(REC->${field}, ([^)]*)\\)`).exec(text)?.[1] ?? '';
  const pairs = symbols.matchAll(/\{ (\d+), "(\w+)" \}/g);
  return new Map(Array.from(pairs, ([, number, name = '']) => [Number(number), name]));
}
