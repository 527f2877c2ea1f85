import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

test('noop does nothing', async () => {
  await using bench = await Bench.open();
  const { client, server } = await bench.pair(await bench.proxy());
  await bench.toxic('noop', {});
  server.socket.end('reply');
  await client.untilSaw('reply', 'FIN');
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
