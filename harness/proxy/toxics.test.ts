import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

const LEGS = ['p/1/client-leg', 'p/1/server-leg'];

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

describe('timeout', () => {
  test('drops data, fires under steady traffic, and ends both with FIN', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('timeout', { timeout: 20 });
    for (; bench.now < 19; bench.now++) {
      const read = bench.of('p/1/server-leg', 'data').length;
      server.socket.write('x');
      await bench.until(() => bench.of('p/1/server-leg', 'data').length > read);
    }
    client.socket.write('still open');
    await server.untilSaw('still open');
    bench.now = 20;
    await Promise.all([client.untilSaw('FIN'), server.untilSaw('FIN')]);
    expect(client.saw).toEqual(['FIN']);
    for (const leg of LEGS) {
      expect(bench.of(leg, 'toxic').map(({ detail }) => detail)).toEqual([
        'timeout: drops data',
        'timeout: closed both ends',
      ]);
    }
  });

  test('fires on an idle connection that it was there before', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('timeout', { timeout: 20 });
    const { client, server } = await bench.pair(port);
    bench.now = 20;
    await Promise.all([client.untilSaw('FIN'), server.untilSaw('FIN')]);
  });

  test('0 drops until it is removed, which closes both ends', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('timeout', { timeout: 0 });
    server.socket.write('lost');
    await bench.untilEvent('p/1/client-leg', 'toxic');
    bench.now = 1e9;
    client.socket.write('still open');
    await server.untilSaw('still open');
    await bench.call('DELETE', '/proxies/p/toxics/timeout_downstream');
    await Promise.all([client.untilSaw('FIN'), server.untilSaw('FIN')]);
    expect(client.saw).toEqual(['FIN']);
  });

  test('lets FIN and RST through', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('timeout', { timeout: 0 });
    server.socket.end('lost');
    await client.untilSaw('FIN');
    server.socket.resetAndDestroy();
    await bench.untilEvent('p/1/client-leg', 'closed');
    client.socket.write('anyone?');
    await client.untilSaw('EPIPE');
  });
});

describe('reset_peer', () => {
  const untilBothReset = async (bench: Bench) => {
    for (const leg of LEGS) {
      await bench.untilEvent(leg, 'closed');
      expect(bench.of(leg, 'toxic')).toMatchObject([{ detail: 'reset_peer: reset both ends' }]);
      expect(bench.of(leg, 'error')).toEqual([]);
    }
  };

  test.each([0, 20])(
    'added after connect resets an idle connection at both ends, timeout %d',
    async (timeout) => {
      await using bench = await Bench.open();
      const { client, server } = await bench.pair(await bench.proxy());
      await bench.toxic('reset_peer', { timeout });
      bench.now = timeout;
      await Promise.all([client.untilSaw('closed'), server.untilSaw('closed')]);
      expect([client.saw, server.saw]).toEqual([
        ['ECONNRESET', 'closed'],
        ['ECONNRESET', 'closed'],
      ]);
      await untilBothReset(bench);
    },
  );

  test.each([0, 20])(
    'there before connect resets an idle connection at both ends, timeout %d',
    async (timeout) => {
      await using bench = await Bench.open();
      const port = await bench.proxy();
      await bench.toxic('reset_peer', { timeout });
      const { client, server } = await bench.pair(port);
      bench.now = timeout;
      await Promise.all([client.untilSaw('closed'), server.untilSaw('closed')]);
      expect([client.saw, server.saw]).toEqual([
        ['ECONNRESET', 'closed'],
        ['ECONNRESET', 'closed'],
      ]);
      await untilBothReset(bench);
    },
  );

  test('lets nothing but a RST through until its time has come', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('reset_peer', { timeout: 20 });
    server.socket.end('lost');
    await bench.untilEvent('p/1/server-leg', 'fin');
    client.socket.write('passes');
    await server.untilSaw('passes');
    bench.now = 20;
    await client.untilSaw('closed');
    expect(client.saw).toEqual(['ECONNRESET', 'closed']);
  });

  test('resets where a FIN was passed on a moment before', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    client.socket.end();
    await server.untilSaw('FIN');
    await bench.toxic('reset_peer', { timeout: 0 });
    await client.untilSaw('closed');
    await bench.untilEvent('p/1/server-leg', 'closed');
    expect(client.saw).toEqual(['ECONNRESET', 'closed']);
    server.socket.write('anyone?');
    await server.untilSaw('EPIPE');
  });

  test('is put off by an update and called off by removal', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('reset_peer', { timeout: 20 }, { stream: 'upstream' });
    await bench.call('PATCH', '/proxies/p/toxics/reset_peer_upstream', {
      attributes: { timeout: 1_000_000 },
    });
    bench.now = 1_000;
    await bench.call('DELETE', '/proxies/p/toxics/reset_peer_upstream');
    bench.now = 2_000_000;
    client.socket.write('x');
    await server.untilSaw('x');
  });
});

test('reset_peer that is removed after it has taken bytes resets: what followed would have a hole', async () => {
  await using bench = await Bench.open();
  const { client, server } = await bench.under('reset_peer', { timeout: 1_000_000 });
  server.socket.write('taken');
  await bench.untilEvent('p/1/server-leg', 'data');
  await bench.remove('reset_peer');
  await Promise.all([client.untilSaw('closed'), server.untilSaw('closed')]);
  expect([client.saw, server.saw]).toEqual([
    ['ECONNRESET', 'closed'],
    ['ECONNRESET', 'closed'],
  ]);
});

test('noop does nothing', async () => {
  await using bench = await Bench.open();
  const { client, server } = await bench.pair(await bench.proxy());
  await bench.toxic('noop', {});
  server.socket.end('reply');
  await client.untilSaw('reply', 'FIN');
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

describe('enabled', () => {
  test('false ends connections with FIN and refuses new ones, true accepts them again', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    const { client, server } = await bench.pair(port);
    expect(await bench.call('PATCH', '/proxies/p', { enabled: false })).toMatchObject({
      json: { enabled: false },
    });
    await Promise.all([client.untilSaw('FIN'), server.untilSaw('FIN')]);
    expect([client.saw, server.saw]).toEqual([['FIN'], ['FIN']]);
    const refused = bench.client(port);
    await refused.untilSaw('ECONNREFUSED');
    expect(await bench.call('PATCH', '/proxies/p', { enabled: true })).toMatchObject({
      json: { enabled: true },
    });
    const next = await bench.pair(port);
    next.client.socket.write('hello');
    await next.server.untilSaw('hello');
    expect(bench.of('p/2/client-leg', 'accepted')).toHaveLength(1);
  });
});
