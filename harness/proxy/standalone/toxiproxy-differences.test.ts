import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import net from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { locateToxiproxy } from '../../backend/toxiproxy-program.ts';
import { monotonicMs } from '../../model/clock.ts';
import { testIf } from '../../scenario/fixtures/test-where.ts';
import { createProxyControl, type ProxyControl } from '../proxy-control.ts';
import { CONVERSATIONS, PATHS, callOf } from './fixtures/conversations.ts';
import type { Line } from './fixtures/toxic-conversations.ts';
import { KNOWN_DIFFERENCES, STRAY_FIELD } from './fixtures/known-differences.ts';
import { ask, startToxiproxy, type HttpAnswer, type RunningToxiproxy } from './fixtures/toxiproxy.ts';
import { ApiServer } from './http-server.ts';
import { metricsPage } from './metrics.ts';
import { createLog } from './log.ts';

/** What of an answer has to be the same. */
interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

const PROGRAM = locateToxiproxy();
const testWithToxiproxy = testIf(() => PROGRAM !== undefined, 'no Toxiproxy here', 'toxiproxy');

const COUNTED_WITHIN_MS = 3_000;
const KNOWN = new Set(KNOWN_DIFFERENCES.flatMap(({ lines }) => lines));

let control: ProxyControl;
let ours: ApiServer;
let toxiproxy: RunningToxiproxy | undefined;
beforeAll(async () => {
  control = createProxyControl({
    ...{ emit: () => undefined, tellsAll: false, now: () => 0, seed: 1 },
    look: () => Promise.resolve([]),
    metrics: (traffic) => metricsPage({ proxy: true, runtime: true }, traffic),
  });
  ours = await serve((request) => control.handle(request));
  if (PROGRAM !== undefined) toxiproxy = await startToxiproxy(PROGRAM);
});
afterAll(async () => {
  await toxiproxy?.stop();
  await ours.close();
  await control.close();
});

function serve(handle: ProxyControl['handle']): Promise<ApiServer> {
  return ApiServer.open({ host: '127.0.0.1', port: 0, handle, log: createLog('disabled') });
}

function theirAddress(): string {
  if (!toxiproxy) throw new Error('no toxiproxy-server on the PATH or in ~/go/bin');
  return toxiproxy.address;
}

function show({ status, headers, body }: HttpAnswer): Shown {
  const { 'content-type': type, 'x-content-type-options': sniff, location, allow } = headers;
  return { status, headers: { type, sniff, location, allow }, body: comparable(body) };
}

/** Each side listens on ports of its own. */
function comparable(body: string): unknown {
  const text = body.replaceAll(STRAY_FIELD, '').replaceAll(/(127\.0\.0\.1|\[::1?\]):\d+/g, '$1:*');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function hold(address: string, lines: readonly Line[]): Promise<Shown[]> {
  const { body } = await ask(address, { method: 'GET', path: '/proxies' });
  for (const name of Object.keys(JSON.parse(body) as object))
    await ask(address, { method: 'DELETE', path: `/proxies/${encodeURIComponent(name)}` });
  const answers: Shown[] = [];
  for (const line of lines) answers.push(show(await ask(address, callOf(line))));
  return answers;
}

/** The requests that the two answer differently, each with both answers. */
async function differences(one: string, other: string, lines: readonly Line[]) {
  const [theirs, mine] = await Promise.all([hold(one, lines), hold(other, lines)]);
  return lines.flatMap((line, index) =>
    isDeepStrictEqual(theirs[index], mine[index]) ? [] : [{ line, theirs: theirs[index], ours: mine[index] }],
  );
}

describe('answers as Toxiproxy does', () => {
  const found = new Set<Line>();

  for (const [name, lines] of Object.entries(CONVERSATIONS)) {
    testWithToxiproxy(name, async () => {
      const all = await differences(theirAddress(), ours.address, lines);
      for (const { line } of all) found.add(line);
      expect(all.filter(({ line }) => !KNOWN.has(line))).toEqual([]);
    });
  }

  testWithToxiproxy('every difference in the table is there', () => {
    const asked = new Set(Object.values(CONVERSATIONS).flat());
    expect([...KNOWN].filter((line) => asked.has(line) && !found.has(line))).toEqual([]);
    return Promise.resolve();
  });

  testWithToxiproxy('browsers are refused', async () => {
    const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux)' };
    for (const path of [...PATHS, '/nosuch', '/proxies/']) {
      for (const method of ['GET', 'POST', 'PUT']) {
        const call = { method, path, headers };
        const [theirs, mine] = [await ask(theirAddress(), call), await ask(ours.address, call)];
        expect({ call, ...show(mine) }).toEqual({ call, ...show(theirs) });
      }
    }
  });

  testWithToxiproxy('metrics count the same bytes', async () => {
    const upstream = net.createServer((socket) => socket.on('data', () => socket.end('abc')));
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const theirs = await countedBy(theirAddress(), upstream);
    const mine = await countedBy(ours.address, upstream);
    await new Promise((resolve) => upstream.close(resolve));
    expect(mine).toEqual(theirs);
  });
});

test('a planted difference is found', async () => {
  const planted = await serve(async (request) => {
    const answer = await control.handle(request);
    return request.path === '/version' ? { ...answer, headers: { 'Content-Type': 'text/html' } } : answer;
  });
  const lines = ['GET /version', 'GET /proxies'];
  expect((await differences(ours.address, planted.address, lines)).map(({ line }) => line)).toEqual([
    'GET /version',
  ]);
  await planted.close();
});

/** The metrics of a proxy through which five bytes went up and three came down, once they are all counted. */
async function countedBy(api: string, upstream: net.Server) {
  const { port } = upstream.address() as net.AddressInfo;
  const name = 'counted';
  const body = JSON.stringify({ name, listen: '127.0.0.1:0', upstream: `127.0.0.1:${String(port)}` });
  const { listen } = JSON.parse((await ask(api, { method: 'POST', path: '/proxies', body })).body) as {
    listen: string;
  };
  await new Promise((resolve) =>
    net
      .connect(Number(listen.split(':')[1]), '127.0.0.1')
      .on('close', resolve)
      .on('data', () => undefined)
      .write('12345'),
  );
  const isOurs = (line: string) => line.includes(`proxy="${name}"`);
  for (const end = monotonicMs() + COUNTED_WITHIN_MS; monotonicMs() < end;) {
    const page = await ask(api, { method: 'GET', path: '/metrics' });
    const lines = page.body.split('\n').filter(isOurs);
    const isComplete = lines.length === 4 && lines.every((line) => !line.endsWith(' 0'));
    if (isComplete) return { type: page.headers['content-type'], counts: lines.map(metricOf).sort() };
  }
  throw new Error(`${api} did not count all bytes`);
}

/** A line of the metrics with its labels in order. */
function metricOf(line: string): string {
  const [, name = '', labels = '', value = ''] = /^(\w+)\{(.*)\} (.*)$/.exec(line) ?? [];
  return `${name} ${labels.split(',').sort().join()} ${value}`.replaceAll(/127\.0\.0\.1:\d+/g, '*');
}
