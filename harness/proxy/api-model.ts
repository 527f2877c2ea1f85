/** The attributes of each type and their least values, said again here so that a slip in the registry shows. */
export const TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  bandwidth: { rate: 1 },
  black_hole: {},
  corrupt: { every: 1 },
  fin: { bytes: 0 },
  latency: { latency: 0, jitter: 0 },
  limit_data: { bytes: 0 },
  noop: {},
  proxy_bandwidth: { rate: 1 },
  refuse: {},
  reset_after: { bytes: 0, timeout: 0 },
  reset_peer: { timeout: 0 },
  slicer: { average_size: 1, size_variation: 0, delay: 0 },
  slow_close: { delay: 0 },
  slow_open: { delay: 0 },
  stall: { bytes: 0 },
  timeout: { timeout: 0 },
};

/** Those that act before the connection is open, and so have no part of its life to be selected. */
const OPENING = ['black_hole', 'refuse', 'slow_open'];
const PARTS = ['from_ms', 'until_ms', 'from_byte', 'until_byte'];
/** The only right ones that the requests have in them. */
export const NETWORKS = ['10.0.0.0/8', '10.1.2.3', '2001:db8::/32'];

/** What each field of `select` takes. */
const SELECTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  connections: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((number) => isWhole(number, 1)),
  client: (value) => typeof value === 'string' && NETWORKS.includes(value),
  ...Object.fromEntries(PARTS.map((name) => [name, (value: unknown) => isWhole(value, 0)])),
};

export interface ToxicInput {
  readonly type: string;
  readonly stream: string;
  readonly name: string;
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** null takes away what there is. */
  readonly select?: Readonly<Record<string, unknown>> | null | undefined;
}

export type ToxicChange = Pick<ToxicInput, 'attributes' | 'toxicity' | 'select'>;

export interface ProxyInput {
  readonly name: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics?: readonly ToxicInput[] | undefined;
}

export class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

interface ModelProxy {
  upstream: string;
  enabled: boolean;
  /** Once it has listened its address is not the one it was given. */
  hasListened: boolean;
  toxics: ToxicInput[];
}

/** What the API is meant to keep: no sockets, no JSON, no messages. */
export class Model {
  readonly proxies = new Map<string, ModelProxy>();

  create({ name, upstream, enabled }: ProxyInput): number {
    if (this.proxies.has(name)) throw new Refused(409);
    this.proxies.set(name, { upstream, enabled, hasListened: enabled, toxics: [] });
    return 201;
  }

  proxy(name: string): ModelProxy {
    const proxy = this.proxies.get(name);
    if (!proxy) throw new Refused(404);
    return proxy;
  }

  update(name: string, values: Partial<ProxyInput>): number {
    const proxy = Object.assign(this.proxy(name), values);
    proxy.hasListened ||= proxy.enabled;
    return 200;
  }

  remove(name: string): number {
    this.proxy(name);
    this.proxies.delete(name);
    return 204;
  }

  reset(): number {
    for (const name of this.proxies.keys()) this.update(name, { enabled: true });
    for (const proxy of this.proxies.values()) proxy.toxics = [];
    return 204;
  }

  populate(inputs: readonly ProxyInput[]): number {
    for (const { toxics = [] } of inputs)
      for (const [index, toxic] of toxics.entries()) readToxic(toxic, toxics.slice(0, index));
    for (const { toxics, ...input } of inputs) {
      const known = this.proxies.get(input.name);
      if (!known || known.hasListened || known.upstream !== input.upstream) {
        this.proxies.delete(input.name);
        this.create(input);
      }
      if (toxics) this.proxy(input.name).toxics = toxics.map((toxic) => readToxic(toxic, []));
    }
    return 201;
  }

  add(proxyName: string, input: ToxicInput): number {
    const { toxics } = this.proxy(proxyName);
    toxics.push(readToxic(input, toxics));
    return 200;
  }

  change(proxyName: string, name: string, values: ToxicChange): number {
    const { toxics } = this.proxy(proxyName);
    const index = toxics.findIndex((toxic) => toxic.name === name);
    const toxic = toxics[index];
    if (!toxic) throw new Refused(404);
    toxics[index] = {
      ...toxic,
      toxicity: values.toxicity,
      attributes: readAttributes(toxic, values.attributes),
      select: readSelect(toxic, values.select),
    };
    return 200;
  }

  drop(proxyName: string, name: string): number {
    const proxy = this.proxy(proxyName);
    if (!proxy.toxics.some((toxic) => toxic.name === name)) throw new Refused(404);
    proxy.toxics = proxy.toxics.filter((toxic) => toxic.name !== name);
    return 204;
  }

  view(): unknown {
    const on = (toxics: readonly ToxicInput[], stream: string) =>
      toxics.filter((toxic) => toxic.stream === stream).map(plain);
    return Object.fromEntries(
      [...this.proxies].map(([name, { upstream, enabled, toxics }]) => [
        name,
        { name, upstream, enabled, toxics: [...on(toxics, 'upstream'), ...on(toxics, 'downstream')] },
      ]),
    );
  }
}

function readToxic(input: ToxicInput, others: readonly ToxicInput[]): ToxicInput {
  if (!['upstream', 'downstream'].includes(input.stream)) throw new Refused(400);
  if (!Object.hasOwn(TYPES, input.type)) throw new Refused(400);
  if (others.some(({ name }) => name === input.name)) throw new Refused(409);
  const none = { ...input, attributes: {}, select: undefined };
  return {
    ...input,
    attributes: readAttributes(none, input.attributes),
    select: readSelect(none, input.select),
  };
}

function readAttributes({ type, attributes }: ToxicInput, given: ToxicInput['attributes']) {
  const values = Object.fromEntries(
    Object.entries(TYPES[type] ?? {}).map(([name, least]) => {
      const value = given[name] ?? attributes[name] ?? 0;
      if (!isWhole(value, least)) throw new Refused(400);
      return [name, value];
    }),
  );
  const { average_size = Infinity, size_variation = 0 } = values;
  if (size_variation >= average_size) throw new Refused(400);
  return values;
}

function readSelect({ type, select }: ToxicInput, given: ToxicInput['select']): ToxicInput['select'] {
  if (given === undefined) return select;
  for (const [name, value] of Object.entries(given ?? {})) {
    const isRight = SELECTS[name] ?? (() => false);
    if (!isRight(value) || (PARTS.includes(name) && OPENING.includes(type))) throw new Refused(400);
  }
  // What is not given is no number, than which none is greater or less.
  const [fromMs = NaN, untilMs = NaN, fromByte = NaN, untilByte = NaN] = PARTS.map((name) =>
    Number(given?.[name]),
  );
  if (fromMs >= untilMs || fromByte >= untilByte) throw new Refused(400);
  return Object.keys(given ?? {}).length > 0 ? given : undefined;
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

/** As JSON has it: nothing that is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
