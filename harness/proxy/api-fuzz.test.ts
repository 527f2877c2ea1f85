import { test } from '@jest/globals';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Bench } from './test-bench.ts';

/** The attributes of each type and their least values, said again here so that a slip in the registry shows. */
const TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
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
  slow_close: { delay: 0 },
  slow_open: { delay: 0 },
  stall: { bytes: 0 },
  timeout: { timeout: 0 },
};
const REQUESTS = 10_000;
const SEQUENCE = 50;
const STATUSES = [200, 201, 204, 301, 400, 404, 405, 409];

interface ToxicInput {
  readonly type: string;
  readonly stream: string;
  readonly name: string;
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly select?: object | undefined;
}

interface ProxyInput {
  readonly name: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics?: readonly ToxicInput[] | undefined;
}

class Refused extends Error {
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
class Model {
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

  change(proxyName: string, name: string, values: Pick<ToxicInput, 'attributes' | 'toxicity'>): number {
    const { toxics } = this.proxy(proxyName);
    const index = toxics.findIndex((toxic) => toxic.name === name);
    const toxic = toxics[index];
    if (!toxic) throw new Refused(404);
    toxics[index] = { ...toxic, ...values, attributes: readAttributes(toxic, values.attributes) };
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
  const attributes = readAttributes({ ...input, attributes: {} }, input.attributes);
  if (input.select && 'nth' in input.select) throw new Refused(400);
  return { ...input, attributes };
}

function readAttributes({ type, attributes }: ToxicInput, given: ToxicInput['attributes']) {
  return Object.fromEntries(
    Object.entries(TYPES[type] ?? {}).map(([name, least]) => {
      const value = given[name] ?? attributes[name] ?? 0;
      if (!Number.isSafeInteger(value) || (value as number) < least) throw new Refused(400);
      return [name, value];
    }),
  );
}

/** As JSON has it: nothing that is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

interface Command {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** What the model answers; without it whatever is asked makes no sense, and changes nothing. */
  readonly expect?: (model: Model) => number;
}

const proxyName = fc.constantFrom('a', 'b', 'c d', '__proto__');
const toxicName = fc.constantFrom('t', 'u', 'constructor');
const upstream = fc.constantFrom('u:1', 'u:2');
const attributes = fc.dictionary(
  fc.constantFrom('latency', 'jitter', 'bytes', 'timeout', 'delay', 'rate', 'every', 'other'),
  fc.oneof({ weight: 8, arbitrary: fc.nat() }, fc.constantFrom<unknown>(-1, 1.5, 'x', true, 1e300)),
  { noNullPrototype: true },
);
const toxicity = fc.constantFrom(0, 0.25, 0.5, 1);
const select = fc.constantFrom(undefined, { connections: [1, 2] }, { client: '10.0.0.0/8' }, { nth: 1 });
const stream = fc.constantFrom('upstream', 'downstream', 'downstream', 'sideways');
const type = fc.constantFrom(...Object.keys(TYPES), 'nosuch');
const toxic = fc.record(
  { type, stream, name: toxicName, toxicity, attributes, select },
  { noNullPrototype: true },
);
const proxy = fc.record({ name: proxyName, upstream, enabled: fc.boolean() }, { noNullPrototype: true });
const populated = fc.record(
  {
    ...{ name: proxyName, upstream, enabled: fc.boolean() },
    toxics: fc.option(fc.array(toxic, { maxLength: 2 }), { nil: undefined }),
  },
  { noNullPrototype: true },
);
const at = (...names: string[]) => ['', 'proxies', ...names.map(encodeURIComponent)].join('/');
const listening = (input: ProxyInput) => ({ ...input, listen: '127.0.0.1:0' });

const command: fc.Arbitrary<Command> = fc.oneof(
  proxy.map((input) => ({
    ...{ method: 'POST', path: '/proxies', body: listening(input) },
    expect: (model: Model) => model.create(input),
  })),
  fc
    .tuple(
      proxyName,
      fc.record({ upstream, enabled: fc.boolean() }, { requiredKeys: [], noNullPrototype: true }),
    )
    .map(([name, body]) => ({
      method: 'PATCH',
      path: at(name),
      body,
      expect: (model: Model) => model.update(name, body),
    })),
  proxyName.map((name) => ({
    method: 'DELETE',
    path: at(name),
    expect: (model: Model) => model.remove(name),
  })),
  fc.array(populated, { maxLength: 3 }).map((inputs) => ({
    ...{ method: 'POST', path: '/populate', body: inputs.map(listening) },
    expect: (model: Model) => model.populate(inputs),
  })),
  fc.constant({ method: 'POST', path: '/reset', expect: (model: Model) => model.reset() }),
  {
    weight: 4,
    arbitrary: fc.tuple(proxyName, toxic).map(([name, body]) => ({
      ...{ method: 'POST', path: at(name, 'toxics'), body },
      expect: (model: Model) => model.add(name, body),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(proxyName, toxicName, fc.record({ attributes, toxicity }, { noNullPrototype: true }))
      .map(([name, which, body]) => ({
        ...{ method: 'PATCH', path: at(name, 'toxics', which), body },
        expect: (model: Model) => model.change(name, which, body),
      })),
  },
  fc.tuple(proxyName, toxicName).map(([name, which]) => ({
    ...{ method: 'DELETE', path: at(name, 'toxics', which) },
    expect: (model: Model) => model.drop(name, which),
  })),
  fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', ''),
      path: fc.oneof(
        fc.webPath(),
        fc.string(),
        fc.constantFrom('/proxies', '/proxies/a', '/proxies/a/toxics'),
      ),
      body: fc.oneof(fc.constantFrom('', '{', 'null', '[]', '{"name":5}'), fc.string(), fc.json()),
    })
    .filter(({ method, path }) => !(method === 'DELETE' && path === '/proxies/a')),
);

function expected(model: Model, { expect: answer }: Command): number | undefined {
  try {
    return answer?.(model);
  } catch (error) {
    if (error instanceof Refused) return error.status;
    throw error;
  }
}

async function obey(bench: Bench, model: Model, asked: Command): Promise<void> {
  const { method, path, body = '' } = asked;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await bench.control.handle({ method, path, headers: {}, body: text });
  const status = expected(model, asked);
  // Jest's expect() is too slow for so many.
  assert.ok(STATUSES.includes(answer.status), `status ${String(answer.status)}`);
  if (status !== undefined) {
    assert.equal(answer.status, status);
    const json: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
    if (status >= 400) assert.match((json as { error: string }).error, /./);
  }
  const { json } = await bench.call('GET', '/proxies');
  for (const view of Object.values(json as Record<string, { listen?: string }>)) {
    assert.match(view.listen ?? '', /^127\.0\.0\.1:\d+$/);
    delete view.listen;
  }
  assert.deepStrictEqual(json, model.view());
}

test(`${String(REQUESTS)} requests at random: always a well-formed answer, and the state that a model has`, async () => {
  const commands = fc.array(command, { minLength: SEQUENCE, maxLength: SEQUENCE, size: 'max' });
  const keepsItsState = fc.asyncProperty(commands, async (sequence) => {
    await using bench = await Bench.open();
    const model = new Model();
    for (const asked of sequence) await obey(bench, model, asked);
  });
  // A failure prints its seed, and the shortest sequence that fails.
  await fc.assert(keepsItsState, { numRuns: REQUESTS / SEQUENCE });
}, 30_000);
