import { expect, test } from '@jest/globals';
import type { SocketRow } from '../model/socket-row.ts';
import { Bench } from './test-bench.ts';

test('connections are shown with addresses, bytes, toxics and what the kernel says of both legs', async () => {
  await using bench = await Bench.open();
  const port = await bench.proxy();
  await bench.toxic('latency', { latency: 0 }, { name: 'hits' });
  await bench.toxic('latency', { latency: 0 }, { name: 'spares', select: { connections: [2] } });
  bench.now = 100;
  const { client, server } = await bench.pair(port);
  client.socket.write('question');
  await server.untilSaw('question');
  server.socket.write('answers');
  await client.untilSaw('answers');
  const at = (number = 0) => ({ address: '127.0.0.1', port: number });
  const [near, far] = [at(client.socket.localPort), at(server.socket.remotePort)];
  const row = (local: object, peer: object, state: string) => ({ local, peer, state }) as SocketRow;
  const mapped = { ...near, address: `::ffff:${near.address}` };
  bench.rows = [row(at(port), mapped, 'CLOSE_WAIT'), row(far, at(bench.serverPort), 'FIN_WAIT2')];
  bench.now = 130.4;
  expect(await bench.call('GET', '/proxies/p/connections')).toEqual({
    status: 200,
    json: [
      {
        number: 1,
        age_ms: 30,
        client: { local: at(port), peer: near, state: 'CLOSE_WAIT' },
        server: { local: far, peer: at(bench.serverPort), state: 'FIN_WAIT2' },
        bytes: { upstream: { received: 8, sent: 8 }, downstream: { received: 7, sent: 7 } },
        toxics: ['hits'],
      },
    ],
  });
});

test('a connection that waits for the server has no leg there yet, and one that is over is not shown', async () => {
  await using bench = await Bench.open();
  const port = await bench.proxy();
  await bench.toxic('black_hole', {});
  const client = bench.client(port);
  await bench.untilEvent('p/1/client-leg', 'accepted');
  expect(await bench.call('GET', '/proxies/p/connections')).toMatchObject({
    json: [
      { number: 1, server: { local: null, peer: null, state: null }, toxics: ['black_hole_downstream'] },
    ],
  });
  client.socket.resetAndDestroy();
  await bench.untilEvent('p/1/client-leg', 'closed');
  expect(await bench.call('GET', '/proxies/p/connections')).toEqual({ status: 200, json: [] });
  expect(await bench.call('GET', '/proxies/none/connections')).toMatchObject({ status: 404 });
});
