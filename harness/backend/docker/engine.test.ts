import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dockerBackend } from './docker-backend.ts';
import { engineMessage, probeEngine } from './engine.ts';

const { DOCKER_HOST } = process.env;
let server: Server;

async function listening(): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

describe('an engine that is not there', () => {
  beforeEach(() => {
    server = createServer();
  });

  afterEach(() => {
    server.close();
    if (DOCKER_HOST === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = DOCKER_HOST;
  });

  test('a refused DOCKER_HOST is named, and nothing else is tried', async () => {
    const where = await listening();
    server.close();
    process.env['DOCKER_HOST'] = where;

    await expect(probeEngine()).resolves.toEqual({ ok: false, where, reason: 'the connection is refused' });
    await expect(dockerBackend.createNetwork('lab')).rejects.toMatchObject({
      code: 'NO_ENGINE',
      message: `no container engine answers at ${where}: the connection is refused\n  start the engine there, or unset DOCKER_HOST to use the one on this machine`,
    });
  });

  test('a missing socket is named', async () => {
    process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';
    await expect(probeEngine()).resolves.toMatchObject({ ok: false, reason: 'there is no such socket' });
  });

  test('a DOCKER_HOST that is no address is named', async () => {
    process.env['DOCKER_HOST'] = 'ssh://engine.example';
    await expect(dockerBackend.createNetwork('lab')).rejects.toMatchObject({
      code: 'NO_ENGINE',
      message: expect.stringContaining(
        'ssh://engine.example: not a unix://, tcp://, http:// or https:// address',
      ),
    });
  });

  test('a server that never answers is given up on', async () => {
    process.env['DOCKER_HOST'] = await listening();
    server.on('connection', (socket) => socket.resume());
    await expect(probeEngine(50)).resolves.toMatchObject({ ok: false, reason: 'no answer within 50 ms' });
  });
});

test("what the engine said is told without the client library's prefix", () => {
  expect(engineMessage(new Error('(HTTP code 500) server error - no such pool '))).toBe('no such pool');
  expect(engineMessage(new Error('socket hang up'))).toBe('socket hang up');
});
