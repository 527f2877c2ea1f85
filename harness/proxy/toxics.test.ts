import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

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
