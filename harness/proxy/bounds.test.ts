import { describe, expect, test } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom } from '../model/seeded-random.ts';
import { Bench } from './test-bench.ts';
import { TOXIC_TYPES } from './toxics/registry.ts';

const KB = 1024;
/** Read ahead of what the destination takes, and of what latency and bandwidth hold back (direction.ts, toxics/). */
const READ_AHEAD = 256 * KB;
const HELD_BACK = 8 * KB * KB;
/** What one read of the kernel may bring beyond the bound that it reaches (read-buffer.ts). */
const ONE_READ = 256 * KB;
/** What a bench and its sockets need themselves, and what is left to be collected of those before. */
const ENDS = 256 * KB;
const MUCH = Buffer.alloc(24 * KB * KB);
const LITTLE = 1_000;
/** Longer than any clock here runs. */
const LONG = 1_000_000;

/** What becomes of a fast sender's data where the receiver stands still. */
type Fate =
  /** Is kept, so many bytes at most, and then the sender is stopped. */
  | { readonly keptUpTo: number }
  /** Is taken and dropped, all but so many bytes. */
  | { readonly droppedBut: number }
  /** Is refused, as the connection ends. */
  | 'ended'
  /** Waits for a connection to the receiver. */
  | 'unconnected';

/** Of every toxic, set in each of the ways that differ in this. */
const FATES: Readonly<Record<string, readonly (readonly [Record<string, number>, Fate])[]>> = {
  bandwidth: [[{ rate: 1 }, { keptUpTo: HELD_BACK }]],
  black_hole: [[{}, 'unconnected']],
  corrupt: [[{ every: 100 }, { keptUpTo: READ_AHEAD }]],
  fin: [
    [{ bytes: MUCH.length }, { keptUpTo: READ_AHEAD }],
    [{ bytes: LITTLE }, { droppedBut: LITTLE }],
  ],
  latency: [[{ latency: LONG }, { keptUpTo: HELD_BACK }]],
  limit_data: [
    [{ bytes: MUCH.length }, { keptUpTo: READ_AHEAD }],
    [{ bytes: LITTLE }, 'ended'],
  ],
  noop: [[{}, { keptUpTo: READ_AHEAD }]],
  proxy_bandwidth: [[{ rate: 1 }, { keptUpTo: READ_AHEAD }]],
  refuse: [[{}, 'ended']],
  reset_after: [
    [{ bytes: MUCH.length }, { keptUpTo: READ_AHEAD }],
    [{ bytes: LITTLE }, 'ended'],
  ],
  reset_peer: [
    [{ timeout: LONG }, { droppedBut: 0 }],
    [{ timeout: 0 }, 'ended'],
  ],
  slicer: [
    [{ average_size: 1_000, delay: 0 }, { keptUpTo: READ_AHEAD }],
    [{ average_size: 1_000, delay: 1_000 * LONG }, { keptUpTo: READ_AHEAD }],
  ],
  slow_close: [[{ delay: LONG }, { keptUpTo: READ_AHEAD }]],
  slow_open: [
    [{ delay: LONG }, 'unconnected'],
    [{ delay: 1 }, { keptUpTo: READ_AHEAD }],
  ],
  stall: [[{ bytes: LITTLE }, { keptUpTo: READ_AHEAD }]],
  timeout: [
    [{ timeout: 0 }, { droppedBut: 0 }],
    [{ timeout: LONG }, { droppedBut: 0 }],
  ],
};

const cases = Object.entries(FATES).flatMap(([type, ways]) =>
  ways.map(([attributes, fate]) => ({ type, attributes, fate })),
);
type Case = (typeof cases)[number];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of all buffers of this process that are still in use. */
function inUse(): number {
  collectGarbage();
  // V8 frees buffers beside what runs, and waits for that only where it collects again.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

const read = (bench: Bench, leg: 'client-leg' | 'server-leg' = 'server-leg') =>
  bench.of(`p/1/${leg}`, 'data').reduce((sum, { bytes = 0 }) => sum + bytes, 0);

async function standstill(bench: Bench, count: () => number): Promise<void> {
  await bench.until(() => count() > 0);
  for (let before = -1; before !== count();) {
    before = count();
    await bench.settle();
  }
}

/** A server that has sent much to a client that does not read; resolves to what the proxy counts of it. */
async function flood(bench: Bench, { type, attributes }: Case): Promise<{ received: number; sent: number }> {
  const port = await bench.proxy();
  await bench.toxic(type, attributes);
  bench.now = type === 'slow_open' ? -1 : 0;
  const paired = bench.pair(port);
  if (type === 'slow_open') await bench.untilEvent('p/1/client-leg', 'accepted');
  bench.now = 0;
  const { client, server } = await paired;
  client.socket.pause();
  server.socket.end(MUCH);
  await standstill(bench, () => read(bench));
  const { json } = await bench.call('GET', '/proxies/p/connections');
  const [{ bytes }] = json as [{ bytes: { downstream: { received: number; sent: number } } }];
  return bytes.downstream;
}

const PROOFS = {
  async kept(bench: Bench, asked: Case, bound: number) {
    const { received, sent } = await flood(bench, asked);
    expect(received).toBe(read(bench));
    // Without that the sender was not stopped, and nothing is shown.
    expect(received).toBeLessThan(MUCH.length);
    expect(received - sent).toBeLessThanOrEqual(bound + ONE_READ);
  },

  async dropped(bench: Bench, asked: Case, butFor: number) {
    const before = inUse();
    expect(await flood(bench, asked)).toEqual({ received: MUCH.length, sent: butFor });
    expect(inUse() - before).toBeLessThanOrEqual(ONE_READ + ENDS);
  },

  async ended(bench: Bench, { type, attributes }: Case) {
    const port = await bench.proxy();
    // Where `refuse` is for all connections, there is none that could keep anything.
    await bench.toxic(type, attributes, { select: { connections: [1] } });
    const before = inUse();
    bench.client(port).socket.pause();
    void bench.until(() => bench.accepted.length > 0).then(() => bench.accepted[0]?.socket.end(MUCH));
    await bench.untilEvent('p/1/client-leg', 'closed');
    await bench.untilEvent('p/1/server-leg', 'closed');
    expect(await bench.call('GET', '/proxies/p/connections')).toMatchObject({ json: [] });
    expect(read(bench)).toBeLessThanOrEqual(READ_AHEAD + ONE_READ);
    expect(inUse() - before).toBeLessThanOrEqual(ENDS);
  },

  async unconnected(bench: Bench, { type, attributes }: Case) {
    const port = await bench.proxy();
    await bench.toxic(type, attributes);
    bench.client(port).socket.write(MUCH);
    await standstill(bench, () => read(bench, 'client-leg'));
    expect(read(bench, 'client-leg')).toBeLessThanOrEqual(READ_AHEAD + ONE_READ);
  },
};

describe('what the proxy holds is bounded, with a fast sender and a receiver that stands still, under', () => {
  test('every toxic there is', () => {
    expect(Object.keys(FATES).toSorted()).toEqual(Object.keys(TOXIC_TYPES).toSorted());
  });

  test.each(cases)('$type $attributes: $fate', async (asked) => {
    await using bench = await Bench.open();
    const { fate } = asked;
    if (typeof fate === 'string') await PROOFS[fate](bench, asked);
    else if ('keptUpTo' in fate) await PROOFS.kept(bench, asked, fate.keptUpTo);
    else await PROOFS.dropped(bench, asked, fate.droppedBut);
  });
});

describe('the seed', () => {
  /** Random toxics on connections one after the other, in lock-step: what was decided, and what arrived of each. */
  const story = async (seed: number): Promise<unknown> => {
    await using bench = await Bench.open({ seed });
    const random = seededRandom(seed, 'story');
    const upTo = (most: number) => 1 + Math.floor(random() * most);
    const choices: readonly (() => [string, Record<string, number>])[] = [
      () => ['latency', { latency: upTo(2), jitter: 1 }],
      () => ['corrupt', { every: upTo(50) }],
      () => ['limit_data', { bytes: upTo(200) }],
      () => ['slicer', { average_size: 20, size_variation: 10, delay: 0 }],
      () => ['fin', { bytes: upTo(200) }],
      () => ['reset_after', { bytes: upTo(300) }],
      () => ['timeout', { timeout: 0 }],
      () => ['bandwidth', { rate: upTo(1_000) }],
    ];
    const port = await bench.proxy();
    for (let number = 0; number < 6; number++) {
      const [type, attributes] = choices[upTo(choices.length) - 1]?.() ?? ['noop', {}];
      await bench.toxic(type, attributes, { name: String(number), toxicity: random() });
    }
    const arrived: unknown[] = [];
    for (let number = 1; number <= 10; number++) {
      const { client, server } = await bench.pair(port);
      const pieces: Buffer[] = [];
      client.socket.on('data', (bytes: Buffer) => pieces.push(bytes));
      for (let word = 0; word < 3 && server.socket.writable; word++) {
        server.socket.write(Buffer.alloc(100, word));
        for (let step = 0; step < 8; step++, bench.now++) await bench.settle();
      }
      arrived.push([bench.decisions(number), Buffer.concat(pieces).toString('hex'), client.saw.at(-1)]);
    }
    return arrived;
  };

  test.each([1, 2, 3])('%i decides the same in two runs', async (seed) => {
    expect(await story(seed)).toEqual(await story(seed));
  });

  test('decides otherwise when it is another', async () => {
    expect(await story(1)).not.toEqual(await story(2));
  });
});
