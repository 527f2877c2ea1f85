import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

const LEGS = ['p/1/client-leg', 'p/1/server-leg'];

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
