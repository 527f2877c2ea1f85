import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { AppEvent } from '../model/protocol.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import { askOverLoopback } from './loopback-http.ts';
import { Toxiproxy } from './toxiproxy.ts';

const rows = (...lines: string[]) => parseSsOutput(lines.map((line) => `${line}\n`).join(''));
const CONTROL_LISTENS = 'LISTEN 0 4096 127.0.0.1:8474 0.0.0.0:* ino:1 sk:1 <->';
const CONTROL_ENDS = 'TIME-WAIT 0 0 127.0.0.1:8474 127.0.0.1:40000 ino:0 sk:2';
const CONTROL_ASKS = 'ESTAB 0 0 127.0.0.1:40001 127.0.0.1:8474 ino:3 sk:3 <->';
const LEG = 'ESTAB 0 0 10.0.0.3:8474 10.0.0.4:40000 ino:4 sk:4 <->';

describe('the real Toxiproxy', () => {
  test('keeps its control out of what looks report, and nothing else', () => {
    const toxiproxy = new Toxiproxy({ port: 8474 }, () => undefined);
    const seen = toxiproxy.withoutControl(rows(CONTROL_LISTENS, CONTROL_ENDS, CONTROL_ASKS, LEG));
    expect(seen.map(({ local }) => local.address)).toEqual(['10.0.0.3']);
  });

  test('that the agent did not start is missed once its control listens no more, not before it has', async () => {
    const events: AppEvent[] = [];
    const toxiproxy = new Toxiproxy({ port: 8474 }, (event) => events.push(event));
    toxiproxy.withoutControl(rows(LEG));
    expect(events).toEqual([]);
    toxiproxy.withoutControl(rows(CONTROL_LISTENS));
    for (let looks = 0; looks < 2; looks++) toxiproxy.withoutControl(rows(LEG));
    expect(events).toMatchObject([{ kind: 'toxiproxy-ended', detail: 'its API listens no more' }]);
    const asked = { method: 'GET', path: '/version', headers: {}, body: '' };
    await expect(toxiproxy.handle(asked)).rejects.toMatchObject({ code: 'TOXIPROXY_DIED' });
  });

  test('whose program is not there says so at once', async () => {
    const events: AppEvent[] = [];
    const start = { port: 8474, program: '/no/such/toxiproxy-server' };
    const toxiproxy = new Toxiproxy(start, (event) => events.push(event));
    const nextTurn = () => new Promise(setImmediate);
    await expect(toxiproxy.ready(nextTurn)).rejects.toMatchObject({
      code: 'TOXIPROXY_DIED',
      message: expect.stringContaining('/no/such/toxiproxy-server'),
    });
    expect(events).toHaveLength(1);
  });
});

test('a request passes over the loopback as it is, but for what belongs to its connection', async () => {
  const heard: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    heard.push(request.headers);
    request.pipe(response.writeHead(201, { 'x-of-toxiproxy': 'yes' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const headers = { 'user-agent': 'Mozilla/5.0', connection: 'keep-alive', 'content-length': '99' };
  try {
    const asked = { method: 'POST', path: '/proxies', headers, body: '{"näme":1}' };
    expect(await askOverLoopback(port, asked)).toMatchObject({
      status: 201,
      headers: { 'x-of-toxiproxy': 'yes' },
      body: '{"näme":1}',
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  expect(heard).toMatchObject([{ 'user-agent': 'Mozilla/5.0', connection: 'close', 'content-length': '11' }]);
});
