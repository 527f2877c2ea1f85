import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

describe('latency', () => {
  test('holds one direction back until its time has come, in order, FIN last', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('latency', { latency: 20 });
    server.socket.write('one ');
    await bench.untilEvent('p/1/server-leg', 'data');
    server.socket.end('two');
    await bench.untilEvent('p/1/server-leg', 'fin');
    client.socket.write('the other way');
    await server.untilSaw('the other way');
    bench.now = 19;
    client.socket.write(', again');
    await server.untilSaw(', again');
    expect(client.saw).toEqual([]);
    bench.now = 20;
    await client.untilSaw('FIN');
    expect(client.text).toBe('one two');
    client.socket.end('late reply');
    await client.untilSaw('closed');
    await server.untilSaw('late reply', 'closed');
    expect([...client.saw, ...server.saw]).not.toContain('ECONNRESET');
  });

  test('does not throttle: what came together leaves together, however much it is', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('latency', { latency: 20 });
    const total = 4_000_000;
    server.socket.write(Buffer.alloc(total));
    const read = () => bench.of('p/1/server-leg', 'data').reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    await bench.until(() => read() === total);
    expect(client.bytes).toBe(0);
    // One step of the clock: if each piece waited after the one before it, only the first would arrive.
    bench.now = 20;
    await client.until(({ bytes }) => bytes === total);
  });

  test('two of them add up', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('latency', { latency: 20 }, { name: 'a' });
    await bench.toxic('latency', { latency: 20 }, { name: 'b' });
    server.socket.write('x');
    await bench.untilEvent('p/1/server-leg', 'data');
    bench.now = 39;
    client.socket.write('y');
    await server.untilSaw('y');
    expect(client.saw).toEqual([]);
    bench.now = 40;
    await client.untilSaw('x');
  });

  test.each([
    ['an update', { method: 'PATCH', body: { attributes: { latency: 1 } } }],
    ['removal', { method: 'DELETE', body: undefined }],
  ])('lets go of what it holds on %s', async (_, { method, body }) => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('latency', { latency: 1_000_000 });
    server.socket.write('held');
    await bench.untilEvent('p/1/client-leg', 'toxic');
    await bench.call(method, '/proxies/p/toxics/latency_downstream', body);
    await client.untilSaw('held');
  });

  test('with jitter keeps order', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('latency', { latency: 5, jitter: 5 });
    const words = Array.from({ length: 30 }, (_, index) => `${String(index)} `);
    for (const [index, word] of words.entries()) {
      server.socket.write(word);
      await bench.until(() => bench.of('p/1/server-leg', 'data').length > index);
    }
    bench.now = 10;
    server.socket.end();
    await bench.untilEvent('p/1/server-leg', 'fin');
    bench.now = 30;
    await client.untilSaw('FIN');
    expect(client.text).toBe(words.join(''));
  });

  test('delays a RST and what was before it', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('latency', { latency: 20 });
    server.socket.write('last words');
    await bench.untilEvent('p/1/server-leg', 'data');
    server.socket.resetAndDestroy();
    await bench.untilEvent('p/1/server-leg', 'closed');
    expect(client.saw).toEqual([]);
    bench.now = 20;
    await client.untilSaw('closed');
    expect(client.saw).toEqual(['last words', 'ECONNRESET', 'closed']);
  });
});
