import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Toxiproxy } from 'toxiproxy-node-client';
import { Bench, proxy } from './test-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('answers', () => {
  test('show a proxy with the port it got', async () => {
    const { status, json } = await bench.call('POST', '/proxies', proxy('a'));
    const listen = expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/) as unknown as string;
    const view = { name: 'a', listen, upstream: 'u:1', enabled: true, toxics: [] };
    expect({ status, json }).toEqual({ status: 201, json: view });
    expect(await bench.call('GET', '/proxies/a')).toEqual({ status: 200, json: view });
    expect(await bench.call('GET', '/proxies')).toEqual({ status: 200, json: { a: view } });
  });

  test.each([
    ['', /^\[::\]:[1-9]\d*$/],
    [':0', /^\[::\]:[1-9]\d*$/],
    ['[::1]:0', /^\[::1\]:[1-9]\d*$/],
    ['localhost:0', /^127\.0\.0\.1:[1-9]\d*$/],
    ['0.0.0.0:0', /^\[::\]:[1-9]\d*$/],
  ])('listens on %p as Toxiproxy does', async (listen, expected) => {
    const { json } = await bench.call('POST', '/proxies', proxy('a', { listen }));
    expect(json).toMatchObject({ listen: expect.stringMatching(expected) });
  });

  test('a proxy that starts disabled listens where it was told once enabled', async () => {
    const made = await bench.call('POST', '/proxies', proxy('a', { enabled: false }));
    expect(made.json).toMatchObject({ enabled: false, listen: '127.0.0.1:0' });
    const { json } = await bench.call('POST', '/proxies/a', { enabled: true });
    expect(json).toMatchObject({ enabled: true, listen: expect.not.stringMatching(/:0$/) });
  });

  test('changed addresses restart a proxy and drop its connections', async () => {
    const port = await bench.proxy();
    const { client } = await bench.pair(port);
    const { json } = await bench.call('PATCH', '/proxies/p', { upstream: 'u:2', name: 'ignored' });
    expect(json).toMatchObject({
      name: 'p',
      upstream: 'u:2',
      enabled: true,
      listen: `127.0.0.1:${String(port)}`,
    });
    await client.untilSaw('FIN');
  });

  test('the same addresses do not', async () => {
    const port = await bench.proxy();
    const { client, server } = await bench.pair(port);
    await bench.call('PATCH', '/proxies/p', { listen: `localhost:${String(port)}`, enabled: true });
    client.socket.write('x');
    await server.untilSaw('x');
  });

  test('toxics have Toxiproxy’s defaults, order and spelling', async () => {
    await bench.call('POST', '/proxies', proxy('p'));
    const first = {
      attributes: { latency: 0, jitter: 0 },
      name: 'latency_downstream',
      type: 'latency',
      stream: 'downstream',
      toxicity: 1,
    };
    expect(await bench.call('POST', '/proxies/p/toxics', { type: 'latency' })).toEqual({
      status: 200,
      json: first,
    });
    const second = {
      attributes: { timeout: 5 },
      name: 't',
      type: 'timeout',
      stream: 'upstream',
      toxicity: 0.3,
    };
    expect(await bench.call('POST', '/proxies/p/toxics', second)).toEqual({ status: 200, json: second });
    expect(await bench.call('GET', '/proxies/p/toxics')).toEqual({ status: 200, json: [second, first] });
    expect(await bench.call('GET', '/proxies/p')).toMatchObject({ json: { toxics: [second, first] } });
    const changed = { ...first, attributes: { latency: 7, jitter: 0 }, toxicity: 0.5 };
    const change = { attributes: { latency: 7 }, toxicity: 0.5, name: 'new', stream: 'upstream' };
    expect(await bench.call('PATCH', '/proxies/p/toxics/latency_downstream', change)).toEqual({
      status: 200,
      json: changed,
    });
    expect(await bench.call('POST', '/proxies/p/toxics/latency_downstream', {})).toEqual({
      status: 200,
      json: changed,
    });
    expect(await bench.call('DELETE', '/proxies/p/toxics/t')).toEqual({ status: 204, json: undefined });
    expect(await bench.call('GET', '/proxies/p/toxics')).toEqual({ status: 200, json: [changed] });
  });

  test('reset enables all and removes all toxics', async () => {
    await bench.call('POST', '/proxies', proxy('a', { enabled: false }));
    await bench.call('POST', '/proxies', proxy('p'));
    await bench.toxic('latency', {});
    expect(await bench.call('POST', '/reset')).toEqual({ status: 204, json: undefined });
    expect(await bench.call('GET', '/proxies')).toMatchObject({
      json: { a: { enabled: true }, p: { enabled: true, toxics: [] } },
    });
  });

  test('populate makes, keeps and replaces, and tells what it made when it fails', async () => {
    const made = await bench.call('POST', '/populate', [proxy('a'), proxy('b', { enabled: false })]);
    expect(made).toMatchObject({
      status: 201,
      json: {
        proxies: [
          { name: 'a', enabled: true },
          { name: 'b', enabled: false },
        ],
      },
    });
    const [a] = (made.json as { proxies: { listen: string }[] }).proxies;
    const again = await bench.call('POST', '/populate', [{ ...a }, proxy('b', { upstream: 'other' })]);
    expect(again.json).toMatchObject({ proxies: [a, { upstream: 'other', enabled: true }] });
    const failed = await bench.call('POST', '/populate', [{ ...a }, proxy('c', { listen: a?.listen })]);
    const error = `listen tcp ${String(a?.listen)}: bind: address already in use`;
    expect(failed).toEqual({ status: 500, json: { error, status: 500, proxies: [a] } });
    expect(await bench.call('POST', '/populate', [])).toEqual({ status: 201, json: { proxies: null } });
  });

  test('two requests for one name at once make one proxy', async () => {
    const answers = await Promise.all([
      bench.call('POST', '/proxies', proxy('a')),
      bench.call('POST', '/proxies', proxy('a')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 409]);
  });

  test('a name may need escaping in a path', async () => {
    await bench.call('POST', '/proxies', proxy('my proxy'));
    expect(await bench.call('GET', '/proxies/my%20proxy?x=1')).toMatchObject({ status: 200 });
    const broken = { method: 'GET', path: '/proxies/%zz', headers: {}, body: '' };
    expect(await bench.control.handle(broken)).toMatchObject({ status: 400, body: '400 Bad Request' });
  });
});

describe('toxiproxy-node-client', () => {
  let server: http.Server;
  let client: Toxiproxy;
  beforeEach(async () => {
    server = http.createServer((request, response) => {
      const { method = '', url: path = '' } = request;
      const headers = { 'user-agent': request.headers['user-agent'] ?? '' };
      void text(request).then(async (body) => {
        const answer = await bench.control.handle({ method, path, headers, body });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new Toxiproxy(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('steers a proxy with a connection through it', async () => {
    const upstream = `127.0.0.1:${String(bench.serverPort)}`;
    const made = await client.createProxy({ name: 'p', listen: '127.0.0.1:0', upstream, enabled: true });
    const ends = await bench.pair(Number(made.listen.split(':')[1]));
    const toxic = await made.addToxic({
      type: 'latency',
      name: 'slow',
      stream: 'downstream',
      toxicity: 1,
      attributes: { latency: 1_000_000, jitter: 0 },
    });
    ends.server.socket.write('held');
    await bench.untilEvent('p/1/client-leg', 'toxic');
    expect((await made.getToxic('slow')).toJson()).toEqual(toxic.toJson());
    const updated = await toxic.update({ ...toxic.toJson(), attributes: { latency: 0, jitter: 0 } });
    expect(updated.attributes).toEqual({ latency: 0, jitter: 0 });
    await ends.client.untilSaw('held');
    await toxic.remove();
    expect((await made.update({ enabled: false, listen: made.listen, upstream })).enabled).toBe(false);
    await ends.client.untilSaw('FIN');
    await client.reset();
    expect((await client.get('p')).enabled).toBe(true);
    expect(Object.keys(await client.getAll())).toEqual(['p']);
    await made.remove();
    await expect(client.get('p')).rejects.toThrow('404');
  });

  test('populates and asks for the version', async () => {
    const made = await client.populate([
      { name: 'a', listen: '127.0.0.1:0', upstream: 'u:1', enabled: true },
    ]);
    expect(made['a']?.toJson()).toMatchObject({ name: 'a', upstream: 'u:1', enabled: true });
    expect(JSON.parse(await client.getVersion())).toEqual({ version: '2.12.0' });
  });
});
