import { describe, expect, test } from '@jest/globals';
import { Bench } from './test-bench.ts';

const WAYS = [
  ['downstream', 'server', 'client'],
  ['upstream', 'client', 'server'],
] as const;

describe('limit_data', () => {
  test.each(WAYS)('%s closes both ends after exactly its bytes', async (stream, from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.under('limit_data', { bytes: 10 }, { stream });
    pair[from].socket.write('0123456');
    await pair[to].untilSaw('0123456');
    pair[from].socket.write('789beyond');
    await Promise.all([pair.client.untilSaw('FIN'), pair.server.untilSaw('FIN')]);
    expect(pair[to].text).toBe('0123456789');
    expect(bench.decisions()).toEqual(['limit_data: closed both ends']);
  });

  test('of 0 closes with the first byte, which does not pass', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('limit_data', { bytes: 0 });
    client.socket.write('other way');
    await server.untilSaw('other way');
    expect(client.saw).toEqual([]);
    server.socket.write('x');
    await client.untilSaw('FIN');
    expect(client.saw).toEqual(['FIN']);
  });

  test('counts on when it is updated, and lets all through when it is removed', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('limit_data', { bytes: 10 });
    server.socket.write('12345');
    await client.untilSaw('12345');
    await bench.update('limit_data', { attributes: { bytes: 7 } });
    await bench.update('limit_data', { attributes: { bytes: 8 } });
    server.socket.write('678');
    await client.untilSaw('FIN');
    expect(client.text).toBe('12345678');
    const next = await bench.pair(client.socket.remotePort ?? 0);
    await bench.remove('limit_data');
    next.server.socket.write('0123456789 and more');
    await next.client.untilSaw('0123456789 and more');
  });
});

describe('fin', () => {
  test.each(WAYS)('%s half-closes after its bytes; the other way lives on', async (stream, from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.under('fin', { bytes: 3 }, { stream });
    pair[from].socket.write('abcdef');
    await pair[to].untilSaw('FIN');
    expect(pair[to].text).toBe('abc');
    pair[to].socket.write('late reply');
    await pair[from].untilSaw('late reply');
    pair[to].socket.end();
    await pair[from].untilSaw('FIN');
    pair[from].socket.end('dropped');
    await Promise.all([pair.client.untilSaw('closed'), pair.server.untilSaw('closed')]);
    expect(pair[to].text).toBe('abc');
    expect([...pair.client.saw, ...pair.server.saw]).not.toContain('ECONNRESET');
  });

  test('of 0 half-closes an idle connection at once', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.pair(await bench.proxy());
    await bench.toxic('fin', { bytes: 0 });
    await client.untilSaw('FIN');
    client.socket.write('still open');
    await server.untilSaw('still open');
  });

  test('lets a RST of its source through, and what another toxic ends the connection with', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('limit_data', { bytes: 5 });
    await bench.toxic('fin', { bytes: 0 });
    const first = await bench.pair(port);
    await first.client.untilSaw('FIN');
    first.server.socket.write('123456');
    await first.server.untilSaw('FIN');
    const second = await bench.pair(port);
    await second.client.untilSaw('FIN');
    second.server.socket.resetAndDestroy();
    await bench.untilEvent('p/2/client-leg', 'closed');
  });

  test('comes at once when its limit is lowered to what has passed', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('fin', { bytes: 100 });
    server.socket.write('12345');
    await client.untilSaw('12345');
    await bench.update('fin', { attributes: { bytes: 5 } });
    await client.untilSaw('FIN');
  });

  test('passes the toxics after it, also where all were there before the connection', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('fin', { bytes: 0 });
    await bench.toxic('slow_close', { delay: 20 });
    const { client, server } = await bench.pair(port);
    client.socket.write('other way');
    await server.untilSaw('other way');
    expect(client.saw).toEqual([]);
    bench.now = 20;
    await client.untilSaw('FIN');
  });
});

describe('reset_after', () => {
  test.each(WAYS)('%s resets both ends after exactly its bytes', async (stream, from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.under('reset_after', { bytes: 3 }, { stream });
    pair[from].socket.write('abcdef');
    await Promise.all([pair.client.untilSaw('closed'), pair.server.untilSaw('closed')]);
    expect(pair[to].saw).toEqual(['abc', 'ECONNRESET', 'closed']);
    expect(pair[from].saw).toEqual(['ECONNRESET', 'closed']);
  });

  test('resets after its time, and lets all pass until then', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('reset_after', { timeout: 20 });
    server.socket.write('passes');
    await client.untilSaw('passes');
    bench.now = 20;
    await client.untilSaw('closed');
    expect(client.saw).toEqual(['passes', 'ECONNRESET', 'closed']);
  });

  test('without limits resets at once; one that is removed does not', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    const spared = await bench.pair(port);
    await bench.toxic('reset_after', { bytes: 1, timeout: 20 });
    await bench.remove('reset_after');
    bench.now = 30;
    spared.server.socket.write('passes');
    await spared.client.untilSaw('passes');
    await bench.toxic('reset_after', {});
    await spared.client.untilSaw('ECONNRESET', 'closed');
  });

  test('comes at once when its limit is lowered to what has passed', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('reset_after', { bytes: 100 });
    server.socket.write('12345');
    await client.untilSaw('12345');
    await bench.update('reset_after', { attributes: { bytes: 4 } });
    await client.untilSaw('ECONNRESET');
  });
});

describe('slow_close', () => {
  test.each(WAYS)('%s delays FIN, not data', async (stream, from, to) => {
    await using bench = await Bench.open();
    const pair = await bench.under('slow_close', { delay: 20 }, { stream });
    pair[from].socket.end('data');
    await pair[to].untilSaw('data');
    await bench.untilEvent(`p/1/${from}-leg`, 'fin');
    await bench.turnClock(19.9);
    expect(pair[to].saw).toEqual(['data']);
    bench.now = 20;
    await pair[to].untilSaw('FIN');
  });

  test('delays a RST, until it is removed', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('slow_close', { delay: 1_000_000 });
    server.socket.resetAndDestroy();
    await bench.untilEvent('p/1/server-leg', 'closed');
    await bench.settle();
    expect(client.saw).toEqual([]);
    await bench.remove('slow_close');
    await client.untilSaw('ECONNRESET');
  });
});
