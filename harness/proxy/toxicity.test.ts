import { describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { monotonicMs } from '../model/clock.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { Bench, type Peer } from './test-bench.ts';
import { TOXIC_TYPES } from './toxics/registry.ts';
import type { Stream } from './toxics/toxic.ts';

const SENT = '12345678';
const ANSWER = 'abc';
const LONG = 1_000_000;
/** How far the clock goes. */
const END_MS = 4;
/** How long what is expected may take, below Jest's limit. */
const DEADLINE_MS = 3_000;

/** What the end that a stream leads to saw, and the end it comes from; only the client where there is no server. */
type Seen = { readonly destination: string; readonly source: string } | { readonly client: string };

const UNTOUCHED = { destination: 'all, FIN', source: 'all' };
const arrives = (destination: string): Seen => ({ ...UNTOUCHED, destination });

/** What every toxic makes of the same conversation where it hits. */
const HIT: Readonly<Record<string, readonly [Record<string, number>, Seen]>> = {
  bandwidth: [{ rate: 1 }, arrives('nothing')],
  black_hole: [{}, { client: 'nothing' }],
  corrupt: [{ every: 1 }, arrives('8 other bytes, FIN')],
  fin: [{ bytes: 3 }, arrives('the first 3, FIN')],
  latency: [{ latency: LONG }, arrives('nothing')],
  limit_data: [{ bytes: 3 }, { destination: 'the first 3, FIN', source: 'all, FIN' }],
  noop: [{}, UNTOUCHED],
  proxy_bandwidth: [{ rate: 1 }, arrives('nothing')],
  refuse: [{}, { client: 'nothing, ECONNRESET' }],
  reset_after: [{ bytes: 3 }, { destination: 'the first 3, ECONNRESET', source: 'all, ECONNRESET' }],
  reset_peer: [{ timeout: END_MS }, { destination: 'nothing, ECONNRESET', source: 'all, ECONNRESET' }],
  slicer: [{ average_size: 3, delay: 1_000 * LONG }, arrives('the first 3')],
  slow_close: [{ delay: LONG }, arrives('all')],
  slow_open: [{ delay: LONG }, { client: 'nothing' }],
  stall: [{ bytes: 3 }, arrives('the first 3')],
  timeout: [{ timeout: 0 }, arrives('nothing, FIN')],
};

const isEnd = (what: string) => what === 'FIN' || what.startsWith('E');

/** How much of what it was told an end saw, and how it ended. */
function view({ saw, bytes }: Peer, told: string): string {
  const text = saw.filter((what) => !isEnd(what) && what !== 'closed').join('');
  const amounts: Readonly<Record<string, string>> = { '': 'nothing', [told]: 'all' };
  const part = told.startsWith(text) ? `the first ${String(bytes)}` : `${String(bytes)} other bytes`;
  return [amounts[text] ?? part, ...saw.filter(isEnd)].join(', ');
}

/**
 * Opens the connection of that number. Once it has a server, the destination speaks, and the source then says all it
 * has and ends. Resolves when the toxic has hit or spared the connection.
 */
async function converse(bench: Bench, port: number, number: number, stream: Stream): Promise<() => Seen> {
  const client = bench.client(port);
  let ends: readonly [source: Peer, destination: Peer] | undefined;
  const connect = () => {
    const [leg] = bench.of(`p/${String(number)}/server-leg`, 'connected');
    const server = bench.accepted.find(({ socket }) => leg && socket.remotePort === leg.local?.port);
    if (server) ends ??= stream === 'upstream' ? [client, server] : [server, client];
    return ends;
  };
  const talk = async () => {
    ends?.[1].socket.write(ANSWER);
    await ends?.[0].untilSaw(ANSWER);
    ends?.[0].socket.end(SENT);
  };
  void bench.until(() => connect() !== undefined).then(talk);
  await bench.until(() => bench.decisions(number).length > 0);
  return () =>
    ends
      ? { destination: view(ends[1], SENT), source: view(ends[0], ANSWER) }
      : { client: view(client, ANSWER) };
}

describe('toxicity 0.5 hits those connections that the seed has chosen, and leaves the others alone:', () => {
  const seed = 1;
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  const drawn = new Map(numbers.map((n) => [n, seededRandom(seed, `p/${String(n)} toxic 1`)()]));
  const isChosen = (number: number) => (drawn.get(number) ?? 1) < 0.5;
  const streams: readonly Stream[] = ['upstream', 'downstream'];

  test('every toxic there is, and connections of both kinds', () => {
    expect(Object.keys(HIT).toSorted()).toEqual(Object.keys(TOXIC_TYPES).toSorted());
    expect(new Set(numbers.map(isChosen))).toEqual(new Set([true, false]));
  });

  test.each(
    Object.entries(HIT).flatMap(([type, [attributes, hit]]) =>
      streams.map((stream) => ({ type, stream, attributes, hit })),
    ),
  )('$type $stream', async ({ type, stream, attributes, hit }) => {
    await using bench = await Bench.open({ seed });
    const port = await bench.proxy();
    await bench.toxic(type, attributes, { stream, toxicity: 0.5 });
    const views: (() => Seen)[] = [];
    for (const number of numbers) views.push(await converse(bench, port, number, stream));
    bench.now = END_MS;
    const seen = () => views.map((each) => each());
    const expected = numbers.map((number) => (isChosen(number) ? hit : UNTOUCHED));
    const deadline = monotonicMs() + DEADLINE_MS;
    while (!isDeepStrictEqual(seen(), expected) && monotonicMs() < deadline) await bench.settle();
    await bench.settle();
    expect(seen()).toEqual(expected);
    const spared = (number: number) =>
      `${type}_${stream}: spared, drew ${drawn.get(number)?.toFixed(3) ?? ''}`;
    for (const number of numbers) {
      if (isChosen(number)) expect(bench.decisions(number)).not.toContain(spared(number));
      else expect(bench.decisions(number)).toEqual([spared(number)]);
    }
  });
});

describe('toxicity', () => {
  /** Which of ten connections a toxic hits. */
  const hits = async (seed: number): Promise<boolean[]> => {
    await using bench = await Bench.open({ seed });
    const port = await bench.proxy();
    await bench.toxic('timeout', { timeout: 0 }, { toxicity: 0.5 });
    const hit: boolean[] = [];
    for (let number = 1; number <= 10; number++) {
      const { client, server } = await bench.pair(port);
      for (const word of ['one', 'two']) server.socket.write(word);
      server.socket.end();
      await client.untilSaw('FIN');
      expect(['', 'onetwo']).toContain(client.text);
      hit.push(client.bytes === 0);
    }
    return hit;
  };

  test('is drawn once for each connection, by the seed', async () => {
    const [first, again, other] = [await hits(1), await hits(1), await hits(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([true, false]));
  });

  test('0 hits nothing and can be raised for open connections', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('reset_peer', { timeout: 0 }, { toxicity: 0 });
    server.socket.write('x');
    await client.untilSaw('x');
    await bench.call('PATCH', '/proxies/p/toxics/reset_peer_downstream', { toxicity: 1 });
    await client.untilSaw('ECONNRESET');
  });
});
