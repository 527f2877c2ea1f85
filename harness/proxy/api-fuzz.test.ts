import { test } from '@jest/globals';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Model, NETWORKS, Refused, TYPES, type ProxyInput } from './api-model.ts';
import { Bench } from './test-bench.ts';
import { TOXIC_TYPES } from './toxics/registry.ts';

const REQUESTS = 10_000;
const SEQUENCE = 50;
const STATUSES = [200, 201, 204, 301, 400, 404, 405, 409];

interface Command {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** What the model answers; without it whatever is asked makes no sense, and changes nothing. */
  readonly expect?: (model: Model) => number;
}

// One of each more often than the others, so that most requests are about something that is there.
const proxyName = fc.constantFrom('a', 'a', 'a', 'a', 'b', 'c d', '__proto__');
const toxicName = fc.constantFrom('t', 't', 't', 'u', 'constructor');
const upstream = fc.constantFrom('u:1', 'u:2');
const attribute = fc.oneof(
  { weight: 12, arbitrary: fc.nat() },
  fc.constantFrom<unknown>(0, -1, 1.5, 'x', true, 1e300),
);
const attributeNames = ['other', ...Object.values(TYPES).flatMap((least) => Object.keys(least))];
const attributes = fc.record(Object.fromEntries(attributeNames.map((name) => [name, attribute])), {
  requiredKeys: ['rate', 'every', 'average_size'],
  noNullPrototype: true,
});
const toxicity = fc.constantFrom(0, 0.25, 0.5, 1);
const part = fc.constantFrom<unknown>(0, 1, 2, 3, 4, 5, 6, -1, 1.5, '1');
const connections = fc.constantFrom<unknown>([1], [2], [1, 2], [3, 1], [], [0], 1);
const client = fc.constantFrom<unknown>(...NETWORKS, '10.0.0.0/33', 'host', 1);
const select = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(undefined, null, {}) },
  fc.record({ connections, client }, { requiredKeys: [], noNullPrototype: true }),
  fc.record({ from_ms: part, until_ms: part }, { requiredKeys: [], noNullPrototype: true }),
  fc.record({ client, from_byte: part, until_byte: part }, { requiredKeys: [], noNullPrototype: true }),
  fc.constant({ nth: 1 }),
);
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
  {
    weight: 4,
    arbitrary: proxy.map((input) => ({
      ...{ method: 'POST', path: '/proxies', body: listening(input) },
      expect: (model: Model) => model.create(input),
    })),
  },
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
    weight: 8,
    arbitrary: fc.tuple(proxyName, toxic).map(([name, body]) => ({
      ...{ method: 'POST', path: at(name, 'toxics'), body },
      expect: (model: Model) => model.add(name, body),
    })),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(proxyName, toxicName, fc.record({ attributes, toxicity, select }, { noNullPrototype: true }))
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

test('the model knows every toxic there is', () => {
  assert.deepEqual(Object.keys(TYPES).toSorted(), Object.keys(TOXIC_TYPES).toSorted());
});

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
