import { describe, expect, test } from '@jest/globals';
import { selects } from './selection.ts';
import { Bench } from './test-bench.ts';

describe('select', () => {
  test('by connection number hits those and no others', async () => {
    await using bench = await Bench.open();
    const port = await bench.proxy();
    await bench.toxic('limit_data', { bytes: 0 }, { select: { connections: [1, 3] } });
    const seen: string[] = [];
    for (let number = 1; number <= 4; number++) {
      const { client, server } = await bench.pair(port);
      server.socket.write('x');
      await client.until(({ saw }) => saw.length > 0);
      seen.push(client.saw[0] ?? '');
    }
    expect(seen).toEqual(['FIN', 'x', 'FIN', 'x']);
  });

  test.each([
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['0.0.0.0/0', '10.0.0.2', true],
    ['2001:db8::/32', '2001:db8::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['10.0.0.0/8', '2001:db8::1', false],
    ['0.0.0.0/0', '', false],
  ])('client %s: %s is %s', (client, address, hit) => {
    expect(selects({ client }, { number: 1, client: address })).toBe(hit);
  });

  test('by client address hits over a dual-stack listener too', async () => {
    await using bench = await Bench.open();
    const upstream = `127.0.0.1:${String(bench.serverPort)}`;
    const { json } = await bench.call('POST', '/proxies', { name: 'p', listen: ':0', upstream });
    const port = Number(/\d+$/.exec((json as { listen: string }).listen)?.[0]);
    await bench.toxic('reset_after', {}, { select: { client: '127.0.0.0/8' } });
    await bench.client(port).untilSaw('ECONNRESET');
    await bench.update('reset_after', { select: { client: '10.0.0.0/8' } });
    const { client, server } = await bench.pair(port).catch(() => bench.pair(port));
    server.socket.write('spared');
    await client.untilSaw('spared');
  });

  test('by bytes cuts at the exact byte, at both borders', async () => {
    await using bench = await Bench.open();
    const select = { from_byte: 4, until_byte: 7 };
    const { client, server } = await bench.under('timeout', { timeout: 0 }, { select });
    server.socket.write('0123456789');
    await client.until(({ text }) => text === '0123789');
    server.socket.write('after');
    await client.until(({ text }) => text === '0123789after');
  });

  test('by bytes begins with the byte before, not with the next that comes', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('reset_after', {}, { select: { from_byte: 4 } });
    server.socket.write('abcd');
    await client.untilSaw('closed');
    expect(client.saw).toEqual(['abcd', 'ECONNRESET', 'closed']);
  });

  test('by bytes lets a toxic say FIN in the middle of a chunk', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('fin', { bytes: 0 }, { select: { from_byte: 4 } });
    server.socket.write('abcdef');
    await client.untilSaw('FIN');
    expect(client.text).toBe('abcd');
  });

  test('by bytes counts on when the toxic is updated', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('timeout', { timeout: 0 }, { select: { from_byte: 4 } });
    server.socket.write('abc');
    await client.untilSaw('abc');
    await bench.update('timeout', { toxicity: 1 });
    server.socket.write('def');
    await client.until(({ text }) => text === 'abcd');
    await bench.settle();
    expect(client.text).toBe('abcd');
  });

  test('by time begins and ends by the age of the connection', async () => {
    await using bench = await Bench.open();
    const select = { from_ms: 10, until_ms: 20 };
    const { client, server } = await bench.under('latency', { latency: 1_000_000 }, { select });
    server.socket.write('before');
    await client.untilSaw('before');
    await bench.turnClock(10);
    server.socket.write('held');
    await bench.until(() => bench.of('p/1/server-leg', 'data').length === 2);
    await bench.turnClock(19.9);
    expect(client.text).toBe('before');
    bench.now = 20;
    await client.untilSaw('held');
    server.socket.write('after');
    await client.untilSaw('after');
  });

  test('by time ends a pace in the middle of a chunk', async () => {
    await using bench = await Bench.open();
    const { client, server } = await bench.under('bandwidth', { rate: 1 }, { select: { until_ms: 200 } });
    server.socket.write(Buffer.alloc(1_000));
    await bench.untilEvent('p/1/server-leg', 'data');
    bench.now = 100;
    await client.until(({ bytes }) => bytes === 100);
    bench.now = 200;
    await client.until(({ bytes }) => bytes === 1_000);
  });

  test('can be changed and taken away, and is shown', async () => {
    await using bench = await Bench.open();
    await bench.under('latency', {}, { select: { connections: [1] } });
    const shown = () => bench.call('GET', '/proxies/p/toxics/latency_downstream');
    expect(await shown()).toMatchObject({ json: { select: { connections: [1] } } });
    await bench.update('latency', { attributes: {} });
    expect(await shown()).toMatchObject({ json: { select: { connections: [1] } } });
    await bench.update('latency', { select: null });
    expect(Object.keys((await shown()).json as object)).not.toContain('select');
    await bench.update('latency', { select: {} });
    expect(Object.keys((await shown()).json as object)).not.toContain('select');
  });
});

describe('is refused with 400:', () => {
  const numbers = 'a list of connection numbers, counted from 1';
  const whole = 'a whole number from 0';
  const network = 'an address, or a network such as 10.0.0.0/8';
  const takes = 'connections, client, from_ms, until_ms, from_byte, until_byte';

  test.each<[string, Record<string, unknown>, string]>([
    ['latency', { select: 5 }, 'select must be an object, got number'],
    ['latency', { select: [] }, 'select must be an object, got array'],
    ['latency', { select: { nth: 1 } }, `select has no field nth; it takes ${takes}`],
    ['latency', { select: { connections: 1 } }, `select.connections must be ${numbers}, got 1`],
    ['latency', { select: { connections: [] } }, `select.connections must be ${numbers}, got []`],
    ['latency', { select: { connections: [0] } }, `select.connections must be ${numbers}, got [0]`],
    ['latency', { select: { client: 'x' } }, `select.client must be ${network}, got "x"`],
    ['latency', { select: { client: '10.0.0.0/33' } }, `select.client must be ${network}, got "10.0.0.0/33"`],
    ['latency', { select: { client: '10.0.0.0/' } }, `select.client must be ${network}, got "10.0.0.0/"`],
    ['latency', { select: { from_ms: -1 } }, `select.from_ms must be ${whole}, got -1`],
    ['latency', { select: { until_byte: 1.5 } }, `select.until_byte must be ${whole}, got 1.5`],
    ['latency', { select: { from_ms: 5, until_ms: 5 } }, 'select.from_ms must be less than select.until_ms'],
    [
      'latency',
      { select: { from_byte: 5, until_byte: 4 } },
      'select.from_byte must be less than select.until_byte',
    ],
    [
      'refuse',
      { select: { from_ms: 1 } },
      'select.from_ms has no meaning for a toxic that acts before the connection is open',
    ],
    ['bandwidth', {}, 'attribute rate must be at least 1, got 0'],
    ['bandwidth', { attributes: { rate: -1 } }, 'attribute rate must be at least 1, got -1'],
    ['proxy_bandwidth', {}, 'attribute rate must be at least 1, got 0'],
    ['slicer', {}, 'attribute average_size must be at least 1, got 0'],
    [
      'slicer',
      { attributes: { average_size: 5, size_variation: 5 } },
      'attribute size_variation must be less than average_size, got 5 and 5',
    ],
    ['corrupt', {}, 'attribute every must be at least 1, got 0'],
    ...['limit_data', 'fin', 'reset_after', 'stall'].map(
      (type): [string, Record<string, unknown>, string] => [
        type,
        { attributes: { bytes: -1 } },
        'attribute bytes must be at least 0, got -1',
      ],
    ),
    ...['slow_close', 'slow_open'].map((type): [string, Record<string, unknown>, string] => [
      type,
      { attributes: { delay: -1 } },
      'attribute delay must be at least 0, got -1',
    ]),
  ])('%s %j', async (type, more, why) => {
    await using bench = await Bench.open();
    await bench.call('POST', '/proxies', { name: 'p', upstream: 'u:1', enabled: false });
    const refused = { status: 400, json: { error: `bad request body: ${why}`, status: 400 } };
    expect(await bench.call('POST', '/proxies/p/toxics', { type, ...more })).toEqual(refused);
    const toxics = [{ type: 'noop' }, { type, ...more }];
    const populated = await bench.call('POST', '/populate', [{ name: 'q', upstream: 'u:1', toxics }]);
    expect(populated).toEqual({ ...refused, json: { ...refused.json, proxies: null } });
    expect(await bench.call('GET', '/proxies')).toMatchObject({ json: { p: { toxics: [] } } });
  });
});

describe('toxics in /populate', () => {
  const proxy = { name: 'p', listen: '127.0.0.1:0', upstream: 'u:1' };

  test('are set in place of those that were there; without the field these stay', async () => {
    await using bench = await Bench.open();
    const names = (answer: unknown) =>
      (answer as { json: { proxies: { toxics: { name: string }[] }[] } }).json.proxies.map(({ toxics }) =>
        toxics.map(({ name }) => name),
      );
    const first = await bench.call('POST', '/populate', [
      { ...proxy, toxics: [{ type: 'latency' }, { type: 'fin', name: 'end', stream: 'upstream' }] },
    ]);
    expect(names(first)).toEqual([['end', 'latency_downstream']]);
    const same = { ...proxy, listen: (first.json as { proxies: { listen: string }[] }).proxies[0]?.listen };
    expect(names(await bench.call('POST', '/populate', [same]))).toEqual([['end', 'latency_downstream']]);
    const toxics = [{ type: 'latency', attributes: { latency: 7 } }];
    expect(names(await bench.call('POST', '/populate', [{ ...same, toxics }]))).toEqual([
      ['latency_downstream'],
    ]);
    expect(await bench.call('GET', '/proxies/p/toxics')).toMatchObject({
      json: [{ attributes: { latency: 7 } }],
    });
    expect(names(await bench.call('POST', '/populate', [{ ...same, toxics: [] }]))).toEqual([[]]);
  });

  test('of one name twice are a conflict, and nothing is made', async () => {
    await using bench = await Bench.open();
    const toxics = [{ type: 'noop' }, { type: 'noop' }];
    expect(await bench.call('POST', '/populate', [{ ...proxy, toxics }])).toMatchObject({
      status: 409,
      json: { error: 'toxic already exists', proxies: null },
    });
    expect(await bench.call('GET', '/proxies')).toMatchObject({ json: {} });
  });
});
