import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

describe('slow_open', () => {
  test('accepts, and connects when its time has come; what was said meanwhile passes then', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('slow_open', { delay: 20 });
    const client = bench.client(port);
    client.socket.end('early');
    await bench.untilEvent('p/1/client-leg', 'fin');
    await bench.turnClock(19.9);
    expect(bench.accepted).toEqual([]);
    bench.now = 20;
    await bench.until(() => bench.accepted.length === 1);
    await bench.accepted[0]?.untilSaw('early', 'FIN');
    expect(bench.decisions()).toEqual(['slow_open_downstream: holds the connection up']);
  });

  test.each([
    ['an update', (bench: Bench) => bench.update('slow_open', { attributes: { delay: 0 } })],
    ['removal', (bench: Bench) => bench.remove('slow_open')],
  ])('connects on %s, once', async (_, change) => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('slow_open', { delay: 1_000_000 });
    bench.client(port);
    await bench.untilEvent('p/1/client-leg', 'accepted');
    await change(bench);
    await bench.untilEvent('p/1/server-leg', 'connected');
    expect(bench.decisions()).toEqual(['slow_open_downstream: holds the connection up']);
  });
});

describe('refuse', () => {
  test('of all refuses as a kernel does, leaves open connections alone, and ends with its removal', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    const { client, server } = await bench.pair(port);
    await bench.toxic('refuse', {});
    const refused = bench.client(port);
    await refused.untilSaw('closed');
    expect(refused.saw).toEqual(['ECONNREFUSED', 'closed']);
    client.socket.write('still open');
    await server.untilSaw('still open');
    await bench.remove('refuse');
    await bench.pair(port);
  });

  test.each<[string, Record<string, unknown>, number]>([
    ['by number', { select: { connections: [2] } }, 2],
    ['by address', { select: { client: '127.0.0.0/8' } }, 1],
    ['by toxicity', { toxicity: 0.999_999 }, 1],
  ])('of some (%s) resets a connection that the kernel has accepted', async (_, more, hit) => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('refuse', {}, more);
    for (let number = 1; number < hit; number++) await bench.pair(port);
    const refused = bench.client(port);
    await refused.untilSaw('closed');
    expect(refused.saw).toEqual(['ECONNRESET', 'closed']);
    expect(bench.of(`p/${String(hit)}/server-leg`, 'connecting')).toEqual([]);
  });

  test('is in force when a disabled proxy is enabled', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.call('PATCH', '/proxies/p', { enabled: false });
    await bench.toxic('refuse', {});
    await bench.call('PATCH', '/proxies/p', { enabled: true });
    await bench.client(port).untilSaw('ECONNREFUSED');
    await bench.call('POST', '/reset');
    await bench.pair(port);
  });

  test('whose port was taken meanwhile leaves the proxy disabled', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('refuse', {});
    const upstream = 'u:1';
    const listen = `127.0.0.1:${String(port)}`;
    expect(await bench.call('POST', '/proxies', { name: 'thief', listen, upstream })).toMatchObject({
      status: 201,
    });
    expect(await bench.remove('refuse')).toMatchObject({ status: 500 });
    expect(await bench.call('GET', '/proxies/p')).toMatchObject({ json: { enabled: false, toxics: [] } });
    await bench.call('DELETE', '/proxies/thief');
    await bench.call('PATCH', '/proxies/p', { enabled: true });
    await bench.pair(port);
  });
});

describe('black_hole', () => {
  test('neither answers nor connects until it is removed', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('black_hole', {});
    const client = bench.client(port);
    client.socket.write('hello?');
    await bench.untilEvent('p/1/client-leg', 'data');
    bench.now = 1e9;
    await bench.settle();
    expect([client.saw, bench.accepted]).toEqual([[], []]);
    await bench.remove('black_hole');
    await bench.until(() => bench.accepted.length === 1);
    await bench.accepted[0]?.untilSaw('hello?');
  });

  test('lets go of a client that resets', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('black_hole', {});
    const client = bench.client(port);
    await bench.untilEvent('p/1/client-leg', 'accepted');
    client.socket.resetAndDestroy();
    await bench.untilEvent('p/1/client-leg', 'closed');
    await bench.remove('black_hole');
    expect(await bench.call('GET', '/proxies/p/connections')).toMatchObject({ json: [] });
    expect(bench.accepted).toEqual([]);
  });
});
