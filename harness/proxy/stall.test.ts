import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

const MUCH = 20_000_000;

const read = (bench: Bench, leg: string) =>
  bench.of(leg, 'data').reduce((sum, { bytes = 0 }) => sum + bytes, 0);

describe('stall', () => {
  test.each([
    ['downstream', 'server', 'client'],
    ['upstream', 'client', 'server'],
  ] as const)(
    '%s there before the connection reads nothing, so that the kernel keeps it, until removed',
    async (stream, from, to) => {
      await using bench = await Bench.open();
      const pair = await bench.under('stall', { bytes: 0 }, { stream });
      pair[from].socket.end(Buffer.alloc(MUCH));
      await bench.settle();
      expect(read(bench, `p/1/${from}-leg`)).toBe(0);
      // The window is closed: node at the sender has most of it still.
      expect(pair[from].socket.writableLength).toBe(MUCH);
      pair[to].socket.write('other way');
      await pair[from].untilSaw('other way');
      await bench.remove('stall', stream);
      await pair[to].untilSaw('FIN');
      expect(pair[to].bytes).toBe(MUCH);
    },
  );

  test('lets exactly its bytes through, also of a chunk that has more, and more when it is raised', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('stall', { bytes: 4 });
    server.socket.end('0123456789');
    await client.untilSaw('0123');
    await bench.update('stall', { attributes: { bytes: 7 } });
    await client.until(({ text }) => text === '0123456');
    await bench.settle();
    expect(client.text).toBe('0123456');
    await bench.update('stall', { toxicity: 0 });
    await client.untilSaw('FIN');
    expect(client.text).toBe('0123456789');
  });

  test('of a part of the stream keeps what comes after that part in order', async () => {
    await using bench = await Bench.open();
    const select = { from_byte: 2, until_byte: 6 };
    const { client, server } = await bench.under('stall', { bytes: 0 }, { select });
    server.socket.write('0123456789');
    await client.until(({ text }) => text === '01');
    for (const bytes of [1, 2]) await bench.update('stall', { attributes: { bytes } });
    await client.until(({ text }) => text === '0123');
    await bench.settle();
    expect(client.text).toBe('0123');
    await bench.update('stall', { attributes: { bytes: 4 } });
    await client.until(({ text }) => text === '0123456789');
  });

  test('leaves what comes after it in the kernel once it is at its limit', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('stall', { bytes: 3 });
    server.socket.write('abc');
    await client.untilSaw('abc');
    server.socket.write(Buffer.alloc(MUCH));
    await bench.settle();
    expect(read(bench, 'p/1/server-leg')).toBe(3);
  });
});

describe('corrupt', () => {
  const through = async (seed: number, every: number): Promise<Buffer> => {
    await using bench = await Bench.open({ seed });
    const { client, server } = await bench.under('corrupt', { every });
    const pieces: Buffer[] = [];
    client.socket.on('data', (bytes: Buffer) => pieces.push(bytes));
    for (let sent = 0; sent < 4_000; sent += 1_000) {
      server.socket.write(Buffer.alloc(1_000));
      await client.until(({ bytes }) => bytes === sent + 1_000);
    }
    return Buffer.concat(pieces);
  };
  const changed = (bytes: Buffer) => bytes.filter((byte) => byte !== 0);

  test('turns single bits over, chosen by the seed, and keeps the length', async () => {
    const [first, again, other] = [await through(1, 100), await through(1, 100), await through(2, 100)];
    expect(first.length).toBe(4_000);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    // 40 on average; five standard deviations.
    expect(Math.abs(changed(first).length - 40)).toBeLessThan(32);
    for (const byte of changed(first)) expect(Math.log2(byte) % 1).toBe(0);
  });

  test('of 1 changes every byte', async () => {
    expect(changed(await through(1, 1)).length).toBe(4_000);
  });

  test('heeds an update at once, and changes nothing when it is removed', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('corrupt', { every: 1e15 });
    server.socket.write('aaa');
    await client.untilSaw('aaa');
    await bench.update('corrupt', { attributes: { every: 1 } });
    server.socket.write('aaa');
    await client.until(({ bytes }) => bytes === 6);
    expect(client.saw).toHaveLength(2);
    expect(client.saw[1]).not.toContain('a');
    await bench.remove('corrupt');
    server.socket.write('intact');
    await client.untilSaw('intact');
  });
});
