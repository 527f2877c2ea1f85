import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../model/seeded-random.ts';
import { Bench } from './test-bench.ts';

const KB = 1024;
/** Read ahead of what the destination takes, and of what latency and bandwidth hold back (direction.ts, toxics/). */
const READ_AHEAD = 256 * KB;
const HELD_BACK = 8 * KB * KB;
/** What one read of the kernel may bring beyond the bound that it reaches (read-buffer.ts). */
const ONE_READ = 256 * KB;
const MUCH = 24 * KB * KB;

const read = (bench: Bench) =>
  bench.of('p/1/server-leg', 'data').reduce((sum, { bytes = 0 }) => sum + bytes, 0);

async function standstill(bench: Bench, count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await bench.settle();
  }
}

describe('what the proxy holds is bounded, with a fast sender and a receiver that stands still, under', () => {
  test.each<[string, Record<string, number>, number]>([
    ['noop', {}, READ_AHEAD],
    ['latency', { latency: 1_000_000 }, HELD_BACK],
    ['bandwidth', { rate: 1 }, HELD_BACK],
    ['proxy_bandwidth', { rate: 1 }, READ_AHEAD],
    ['slicer', { average_size: 1_000, delay: 0 }, READ_AHEAD],
    ['slicer', { average_size: 1_000, delay: 1_000_000_000 }, READ_AHEAD],
    ['corrupt', { every: 100 }, READ_AHEAD],
    ['stall', { bytes: 1_000 }, READ_AHEAD],
    ['slow_close', { delay: 1_000_000 }, READ_AHEAD],
    ['limit_data', { bytes: MUCH }, READ_AHEAD],
    ['fin', { bytes: MUCH }, READ_AHEAD],
    ['reset_after', { bytes: MUCH }, READ_AHEAD],
    ['slow_open', { delay: 1 }, READ_AHEAD],
  ])('%s %j', async (type, attributes, bound) => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic(type, attributes);
    bench.now = type === 'slow_open' ? -1 : 0;
    const paired = bench.pair(port);
    if (type === 'slow_open') await bench.untilEvent('p/1/client-leg', 'accepted');
    bench.now = 0;
    const { client, server } = await paired;
    client.socket.pause();
    server.socket.end(Buffer.alloc(MUCH));
    await bench.until(() => read(bench) > 0);
    await standstill(bench, () => read(bench));
    const { json } = await bench.call('GET', '/proxies/p/connections');
    const [{ bytes }] = json as [{ bytes: { downstream: { received: number; sent: number } } }];
    expect(bytes.downstream.received).toBe(read(bench));
    // Without that the sender was not stopped, and nothing is shown.
    expect(bytes.downstream.received).toBeLessThan(MUCH);
    expect(bytes.downstream.received - bytes.downstream.sent).toBeLessThanOrEqual(bound + ONE_READ);
  });

  test.each([
    ['black_hole', {}],
    ['slow_open', { delay: 1_000_000 }],
  ])('%s, before there is a receiver', async (type, attributes) => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic(type, attributes);
    const client = bench.client(port);
    client.socket.write(Buffer.alloc(MUCH));
    const held = () => bench.of('p/1/client-leg', 'data').reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    await bench.until(() => held() > 0);
    await standstill(bench, held);
    expect(held()).toBeLessThanOrEqual(READ_AHEAD + ONE_READ);
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
