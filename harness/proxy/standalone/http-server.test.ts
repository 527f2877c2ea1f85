import { afterEach, beforeEach, expect, test } from '@jest/globals';
import net from 'node:net';
import { ask } from './fixtures/toxiproxy.ts';
import { ApiServer, LONGEST_BODY } from './http-server.ts';
import { createLog } from './log.ts';

let server: ApiServer;
let asked: { method: string; path: string; body: string }[];
const options = { host: '127.0.0.1', port: 0, log: createLog('disabled') };

beforeEach(async () => {
  asked = [];
  server = await ApiServer.open({
    ...options,
    handle: ({ method, path, body }) => {
      asked.push({ method, path, body });
      return Promise.resolve({ status: 200, headers: { 'Content-Type': 'text/plain' }, body: `got ${body}` });
    },
  });
});
afterEach(() => server.close());

function connect(): net.Socket {
  return net.connect(Number(server.address.split(':')[1]), '127.0.0.1').on('error', () => undefined);
}

test('passes on requests as they are, and says how long the answer is', async () => {
  const answer = await ask(server.address, { method: 'POST', path: '/a/../b?c', body: 'ä' });
  expect(asked).toEqual([{ method: 'POST', path: '/a/../b?c', body: 'ä' }]);
  expect(answer).toMatchObject({ status: 200, body: 'got ä', headers: { 'content-length': '6' } });
  expect(answer.headers['x-toxiproxy-request-id']).toMatch(/^[\da-f-]{36}$/);
});

test.each([
  ['said beforehand', { 'Content-Length': String(LONGEST_BODY + 1) }],
  ['found while reading', { 'Transfer-Encoding': 'chunked' }],
])('a body too long is refused: %s', async (_how, headers: Record<string, string>) => {
  const body = 'x'.repeat(LONGEST_BODY + 1);
  const answer = await ask(server.address, { method: 'POST', path: '/', body, headers });
  expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
  expect(JSON.parse(answer.body)).toEqual({
    error: `bad request body: longer than ${String(LONGEST_BODY)} bytes`,
    status: 413,
  });
  expect(asked).toEqual([]);
});

test('the longest body is taken', async () => {
  const body = 'x'.repeat(LONGEST_BODY);
  expect(await ask(server.address, { method: 'POST', path: '/', body })).toMatchObject({ status: 200 });
});

test('clients that stop in the middle, or break off, hold up nobody, nor the end', async () => {
  const slow = connect();
  await new Promise<void>((resolve) =>
    slow.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab', () => resolve()),
  );
  const broken = connect();
  await new Promise<void>((resolve) =>
    broken.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab', () => resolve()),
  );
  broken.resetAndDestroy();
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => ask(server.address, { method: 'GET', path: '/' })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
  const ended = new Promise((resolve) => slow.once('close', resolve));
  await server.close();
  await ended;
  expect(asked).toHaveLength(200);
});

test('an address that cannot be had', async () => {
  const handle = () => Promise.reject(new Error('not asked'));
  const port = Number(server.address.split(':')[1]);
  await expect(ApiServer.open({ ...options, port, handle })).rejects.toMatchObject({
    code: 'ADDRESS_IN_USE',
  });
  await expect(ApiServer.open({ ...options, host: '192.0.2.1', handle })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
  });
});
