import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Bench, proxy } from './test-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('errors', () => {
  const badBody = (why: string) => ({ status: 400, error: `bad request body: ${why}` });
  const toxics = '/proxies/p/toxics';

  test.each<[string, string, string, { status: number; error: string }]>([
    ['GET', '/proxies/zz', '', { status: 404, error: 'proxy not found' }],
    ['POST', '/proxies/zz', '{}', { status: 404, error: 'proxy not found' }],
    ['PATCH', '/proxies/zz', '{}', { status: 404, error: 'proxy not found' }],
    ['DELETE', '/proxies/zz', '', { status: 404, error: 'proxy not found' }],
    ['GET', '/proxies/zz/toxics', '', { status: 404, error: 'proxy not found' }],
    ['POST', '/proxies/zz/toxics', '{}', { status: 404, error: 'proxy not found' }],
    ['GET', '/proxies/constructor', '', { status: 404, error: 'proxy not found' }],
    ['GET', `${toxics}/zz`, '', { status: 404, error: 'toxic not found' }],
    ['POST', `${toxics}/zz`, '{}', { status: 404, error: 'toxic not found' }],
    ['PATCH', `${toxics}/zz`, '{}', { status: 404, error: 'toxic not found' }],
    ['DELETE', `${toxics}/zz`, '', { status: 404, error: 'toxic not found' }],
    ['POST', '/proxies', '', badBody('EOF')],
    ['POST', '/proxies', '[]', badBody('json: cannot unmarshal array into Go value of type toxiproxy.Proxy')],
    ['POST', '/proxies', 'null', { status: 400, error: 'missing required field: name' }],
    ['POST', '/proxies', '{"upstream":"u"}', { status: 400, error: 'missing required field: name' }],
    ['POST', '/proxies', '{"name":"a"}', { status: 400, error: 'missing required field: upstream' }],
    [
      'POST',
      '/proxies',
      '{"name":5}',
      badBody('json: cannot unmarshal number into Go struct field Proxy.name of type string'),
    ],
    [
      'PATCH',
      '/proxies/p',
      '{"enabled":"no"}',
      badBody('json: cannot unmarshal string into Go struct field Proxy.enabled of type bool'),
    ],
    [
      'PATCH',
      '/proxies/p',
      '{"listen":"nonsense"}',
      { status: 500, error: 'address nonsense: missing port in address' },
    ],
    ['POST', '/proxies', '{"name":"p","upstream":"u"}', { status: 409, error: 'proxy already exists' }],
    [
      'POST',
      '/proxies',
      '{"name":"a","listen":"x","upstream":"u"}',
      { status: 500, error: 'listen tcp: address x: missing port in address' },
    ],
    [
      'POST',
      '/proxies',
      '{"name":"a","listen":"::1:5","upstream":"u"}',
      { status: 500, error: 'listen tcp: address ::1:5: too many colons in address' },
    ],
    [
      'POST',
      '/proxies',
      '{"name":"a","listen":"127.0.0.1:99999","upstream":"u"}',
      { status: 500, error: 'listen tcp: address 99999: invalid port' },
    ],
    [
      'POST',
      '/proxies',
      '{"name":"a","listen":"127.0.0.1:http","upstream":"u"}',
      { status: 500, error: 'listen tcp: lookup tcp/http: unknown port' },
    ],
    [
      'POST',
      '/proxies',
      '{"name":"a","listen":"192.0.2.1:0","upstream":"u"}',
      { status: 500, error: 'listen tcp 192.0.2.1:0: bind: cannot assign requested address' },
    ],
    ['POST', toxics, '{"type":"nope"}', { status: 400, error: 'invalid toxic type' }],
    ['POST', toxics, '{"type":"constructor"}', { status: 400, error: 'invalid toxic type' }],
    ['POST', toxics, '{}', { status: 400, error: 'invalid toxic type' }],
    [
      'POST',
      toxics,
      '{"type":"noop","stream":"sideways"}',
      { status: 400, error: 'stream was invalid, can be either upstream or downstream' },
    ],
    ['POST', toxics, '{"type":"noop","name":"there"}', { status: 409, error: 'toxic already exists' }],
    [
      'POST',
      toxics,
      '{"type":"noop","toxicity":"x"}',
      badBody('json: cannot unmarshal string into Go struct field ToxicWrapper.toxicity of type float32'),
    ],
    [
      'POST',
      toxics,
      '{"type":"latency","attributes":{"latency":"a"}}',
      badBody(
        'json: cannot unmarshal string into Go struct field LatencyToxic.attributes.latency of type int64',
      ),
    ],
    [
      'POST',
      toxics,
      '{"type":"latency","attributes":{"latency":1.5}}',
      badBody(
        'json: cannot unmarshal number 1.5 into Go struct field LatencyToxic.attributes.latency of type int64',
      ),
    ],
    [
      'POST',
      toxics,
      '{"type":"latency","attributes":{"latency":-1}}',
      badBody('attribute latency must be at least 0, got -1'),
    ],
    [
      'PATCH',
      `${toxics}/there`,
      '{"attributes":{"latency":true}}',
      badBody(
        'json: cannot unmarshal bool into Go struct field LatencyToxic.attributes.latency of type int64',
      ),
    ],
  ])('%s %s %s', async (method, path, body, { status, error }) => {
    await bench.call('POST', '/proxies', proxy('p'));
    await bench.toxic('latency', {}, { name: 'there' });
    const before = await bench.call('GET', '/proxies');
    const answer = await bench.control.handle({ method, path, headers: {}, body });
    expect(answer).toEqual({
      status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
      body: `${JSON.stringify({ error, status })}\n`,
    });
    expect(await bench.call('GET', '/proxies')).toEqual(before);
  });

  test('a body that is no JSON', async () => {
    const { status, json } = await bench.call('POST', '/proxies');
    expect({ status, json }).toEqual({ status: 400, json: { error: 'bad request body: EOF', status: 400 } });
    const answer = await bench.control.handle({ method: 'POST', path: '/proxies', headers: {}, body: '{' });
    expect(answer).toMatchObject({
      status: 400,
      body: expect.stringMatching(/^\{"error":"bad request body: /),
    });
  });

  test('a port in use, and the proxy stays disabled when it is moved there', async () => {
    const taken = `127.0.0.1:${String(bench.serverPort)}`;
    const error = `listen tcp ${taken}: bind: address already in use`;
    expect(await bench.call('POST', '/proxies', proxy('a', { listen: taken }))).toEqual({
      status: 500,
      json: { error, status: 500 },
    });
    expect(await bench.call('GET', '/proxies')).toEqual({ status: 200, json: {} });
    await bench.call('POST', '/proxies', proxy('p'));
    expect(await bench.call('PATCH', '/proxies/p', { listen: taken })).toEqual({
      status: 500,
      json: { error, status: 500 },
    });
    expect(await bench.call('GET', '/proxies/p')).toMatchObject({ json: { enabled: false } });
  });

  test.each([
    ['{}', 'bad request body: json: cannot unmarshal object into Go value of type []toxiproxy.Proxy'],
    ['', 'bad request body: EOF'],
    ['[{"upstream":"u"}]', 'missing required field: name at proxy 1'],
    ['[{"name":"a","upstream":"u"},{"name":"b"}]', 'missing required field: upstream at proxy 2'],
  ])('populate %s makes nothing', async (body, error) => {
    const answer = await bench.control.handle({ method: 'POST', path: '/populate', headers: {}, body });
    expect(answer).toMatchObject({ status: 400, headers: { 'Content-Type': 'application/json' } });
    expect(JSON.parse(answer.body)).toEqual({ error, status: 400, proxies: null });
    expect(await bench.call('GET', '/proxies')).toMatchObject({ json: {} });
  });

  test('unknown paths, other methods and browsers', async () => {
    const ask = (method: string, path: string, headers = {}) =>
      bench.control.handle({ method, path, headers, body: '' });
    expect(await ask('GET', '/nosuch')).toMatchObject({ status: 404, body: '404 page not found\n' });
    expect(await ask('GET', '/proxies/')).toMatchObject({ status: 404 });
    expect(await ask('PUT', '/proxies')).toEqual({ status: 405, headers: {}, body: '' });
    expect(await ask('constructor', '/proxies')).toMatchObject({ status: 405 });
    const browser = { 'user-agent': 'Mozilla/5.0 (X11)' };
    expect(await ask('GET', '/version', browser)).toMatchObject({
      status: 403,
      body: 'User agent not allowed\n',
    });
    expect(await ask('GET', '/version')).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/json;charset=utf-8' },
      body: '{"version": "2.12.0"}\n',
    });
  });
});
