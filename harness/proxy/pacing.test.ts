import { describe, expect, test } from '@jest/globals';
import { Bench, type Peer } from './test-bench.ts';

/**
 * Sets the clock and expects these peers to have got exactly so many bytes by then, all together. Amounts are such that
 * they come in one read, a leg's first being of 2 KiB: a piece ends where a read does.
 */
async function atTime(bench: Bench, now: number, peers: readonly Peer[], bytes: number): Promise<void> {
  const got = () => peers.reduce((sum, peer) => sum + peer.bytes, 0);
  bench.now = now;
  while (got() < bytes) await bench.settle();
  await bench.settle();
  expect([now, got()]).toEqual([now, bytes]);
}

describe('bandwidth', () => {
  test.each([
    [1, 100, 100],
    [10, 1_000, 100],
    [100, 1_000, 10],
    [200, 1_000, 5],
    [400, 2_000, 5],
  ])('of %i KB/s lets out pieces of %i bytes, one in %i ms', async (rate, bytes, ms) => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('bandwidth', { rate });
    server.socket.write(Buffer.alloc(2_048));
    await bench.untilEvent('p/1/server-leg', 'data');
    await atTime(bench, ms - 0.1, [client], 0);
    await atTime(bench, ms, [client], bytes);
  });

  test.each([
    ['downstream', 'server', 'client'],
    ['upstream', 'client', 'server'],
  ] as const)('%s lets out exactly what its rate allows, FIN last', async (stream, from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.under('bandwidth', { rate: 100 }, { stream });
    pair[from].socket.end(Buffer.alloc(2_000));
    await bench.untilEvent(`p/1/${from}-leg`, 'fin');
    for (const [now, bytes] of [
      [9.9, 0],
      [10, 1_000],
      [19.9, 1_000],
    ] as const)
      await atTime(bench, now, [pair[to]], bytes);
    expect(pair[to].saw).not.toContain('FIN');
    bench.now = 20;
    await pair[to].untilSaw('FIN');
    expect(pair[to].bytes).toBe(2_000);
  });

  test('catches up with what a late timer has cost', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('bandwidth', { rate: 1 });
    server.socket.write(Buffer.alloc(2_000));
    await bench.untilEvent('p/1/server-leg', 'data');
    await atTime(bench, 333, [client], 300);
  });

  test('goes on at its new rate, and in full when it is removed', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('bandwidth', { rate: 1 });
    server.socket.write(Buffer.alloc(2_000));
    await bench.untilEvent('p/1/server-leg', 'data');
    await atTime(bench, 100, [client], 100);
    // The piece of 100 bytes that waited passes at once.
    await bench.update('bandwidth', { attributes: { rate: 100 } });
    await atTime(bench, 100, [client], 200);
    await atTime(bench, 210, [client], 1_200);
    await bench.remove('bandwidth');
    await atTime(bench, 210, [client], 2_000);
  });

  test('lets the rest of what it paces through when it ceases to apply', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('bandwidth', { rate: 1 });
    server.socket.write(Buffer.alloc(2_000));
    await bench.untilEvent('p/1/server-leg', 'data');
    await bench.update('bandwidth', { toxicity: 0 });
    await atTime(bench, 0, [client], 2_000);
  });
});

describe('proxy_bandwidth', () => {
  test('is shared by all connections of one direction', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('proxy_bandwidth', { rate: 10 });
    const [one, two] = [await bench.pair(port), await bench.pair(port)];
    for (const { server } of [one, two]) server.socket.write(Buffer.alloc(2_000));
    for (const leg of ['p/1/server-leg', 'p/2/server-leg']) await bench.untilEvent(leg, 'data');
    const clients = [one.client, two.client];
    for (const now of [100, 200, 300]) await atTime(bench, now, clients, now * 10);
    expect(clients.map(({ bytes }) => bytes).sort((a, b) => a - b)).toEqual([1_000, 2_000]);
    one.client.socket.write('other way');
    await one.server.untilSaw('other way');
    await bench.remove('proxy_bandwidth');
    await atTime(bench, 300, clients, 4_000);
  });
});

describe('slicer', () => {
  test('cuts into pieces of its size, each after its delay, FIN last', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('slicer', {
      ...{ average_size: 10, size_variation: 0, delay: 2_000 },
    });
    server.socket.end('0123456789abcdefghijXYZ');
    await bench.untilEvent('p/1/server-leg', 'fin');
    await atTime(bench, 1.9, [client], 10);
    await atTime(bench, 2, [client], 20);
    await atTime(bench, 4, [client], 23);
    bench.now = 6;
    await client.untilSaw('FIN');
    expect(client.saw).toEqual(['0123456789', 'abcdefghij', 'XYZ', 'FIN']);
  });

  test('varies sizes by the seed, within what was asked for', async () => {
    const sizes = async (seed: number) => {
      await using bench = await Bench.open({ seed });
      const { client, server } = await bench.under('slicer', {
        ...{ average_size: 10, size_variation: 4, delay: 1_000 },
      });
      server.socket.write(Buffer.alloc(200));
      await bench.untilEvent('p/1/server-leg', 'data');
      for (; client.bytes < 200; bench.now++) {
        const before = client.bytes;
        await client.until(({ bytes }) => bytes > before || bytes === 200);
      }
      return client.saw.map(({ length }) => length);
    };
    const [first, again, other] = [await sizes(1), await sizes(1), await sizes(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    for (const size of first.slice(0, -1)) expect(size >= 6 && size <= 14).toBe(true);
    expect(new Set(first).size).toBeGreaterThan(3);
  });

  test.each([
    ['an update', (bench: Bench) => bench.update('slicer', { attributes: { delay: 0 } })],
    ['removal', (bench: Bench) => bench.remove('slicer')],
  ])('lets all pieces go on %s', async (_, change) => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('slicer', { average_size: 1, delay: 1_000_000_000 });
    server.socket.write('0123456789');
    await client.until(({ bytes }) => bytes === 1);
    await change(bench);
    await client.until(({ text }) => text === '0123456789');
  });
});

test('latency that is lowered holds up nothing by what it was', async () => {
  await using bench = await Bench.open();
  const { client, server } = await bench.under('latency', { latency: 1_000_000 });
  server.socket.write('held');
  await bench.untilEvent('p/1/client-leg', 'toxic');
  await bench.update('latency', { attributes: { latency: 0 } });
  await client.untilSaw('held');
  server.socket.write('next');
  await client.untilSaw('next');
});
