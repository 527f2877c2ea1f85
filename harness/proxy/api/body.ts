import { badBody } from './api-error.ts';

/** A JSON object of a request. Names are matched in any case and null is as good as nothing, as in Go's encoding/json. */
export class Fields {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #goName: string;

  /** @param goType what Go calls the object, its package included. */
  constructor(value: unknown, goType: string, path = '') {
    if (value !== null && kindOf(value) !== 'object') {
      throw badBody(`json: cannot unmarshal ${kindOf(value)} into Go value of type ${goType}`);
    }
    this.#goName = `${goType.replace(/^.*\./, '')}.${path}`;
    this.#values = new Map(Object.entries(value ?? {}).map(([name, field]) => [name.toLowerCase(), field]));
  }

  /** The value as it came; undefined where there is none. */
  raw(name: string): unknown {
    return this.#values.get(name);
  }

  string(name: string, fallback: string): string {
    return this.#typed(name, 'string', (value) => typeof value === 'string', fallback);
  }

  boolean(name: string, fallback: boolean): boolean {
    return this.#typed(name, 'bool', (value) => typeof value === 'boolean', fallback);
  }

  number(name: string, fallback: number): number {
    return this.#typed(name, 'float32', Number.isFinite, fallback);
  }

  wholeNumber(name: string, fallback: number): number {
    return this.#typed(name, 'int64', (value) => Number.isSafeInteger(value), fallback);
  }

  /** The list under `name`; undefined without one. */
  list(name: string): readonly unknown[] | undefined {
    const isList = (value: unknown) => Array.isArray(value);
    return this.#typed<readonly unknown[] | undefined>(name, '[]toxics.Toxic', isList, undefined);
  }

  /** The object under `name`; without one, an empty object. `holder` is the Go type its own errors name. */
  object(name: string, holder: string): Fields {
    const isObject = (value: unknown) => kindOf(value) === 'object';
    return new Fields(this.#typed(name, 'map[string]interface {}', isObject, {}), holder, `${name}.`);
  }

  #typed<T>(name: string, goType: string, is: (value: unknown) => boolean, fallback: T): T {
    const value = this.#values.get(name);
    if (value === undefined || value === null) return fallback;
    if (is(value)) return value as T;
    const kind = typeof value === 'number' && goType === 'int64' ? `number ${String(value)}` : kindOf(value);
    throw badBody(
      `json: cannot unmarshal ${kind} into Go struct field ${this.#goName}${name} of type ${goType}`,
    );
  }
}

export function parseJson(body: string): unknown {
  if (body.trim() === '') throw badBody('EOF');
  try {
    return JSON.parse(body);
  } catch (error) {
    throw badBody((error as Error).message);
  }
}

export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
