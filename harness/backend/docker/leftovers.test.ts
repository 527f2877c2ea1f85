import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { removeLeftovers } from './leftovers.ts';
import { LAB_LABEL, newRunId, RUN_LABEL } from './run-id.ts';

const alive = newRunId();
const dead = alive.replace(/\.\d+\.\d+\./, '.1.0.');
const elsewhere = alive.replace(/^\w+/, 'afar');
const labels = (run: string) => ({ [LAB_LABEL]: 'lab', [RUN_LABEL]: run });

let server: Server;
let asked: string[] = [];

/** The engine's API as far as it is needed here: it has a container and a network of each run, and one network is in use. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://engine');
    if (request.method === 'DELETE') asked.push(url.pathname);
    if (url.pathname === '/version') response.end(JSON.stringify({ Version: '1', ApiVersion: '1' }));
    else if (url.pathname === '/containers/json') {
      expect(JSON.parse(url.searchParams.get('filters') ?? '')).toEqual({ label: [RUN_LABEL] });
      response.end(
        JSON.stringify(
          [alive, dead, elsewhere].map((run, id) => ({
            Id: `c${String(id)}`,
            Names: ['/n'],
            Labels: labels(run),
          })),
        ),
      );
    } else if (url.pathname === '/networks') {
      response.end(
        JSON.stringify(
          [alive, dead, dead].map((run, id) => ({ Id: `n${String(id)}`, Name: 'n', Labels: labels(run) })),
        ),
      );
    } else {
      response.statusCode = url.pathname === '/networks/n2' ? 403 : 204;
      response.end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterAll(() => {
  delete process.env['DOCKER_HOST'];
  server.close();
  server.closeAllConnections();
});

beforeEach(() => {
  asked = [];
});

const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);

describe('removeLeftovers', () => {
  test('removes what dead runs have left, containers first, and says what it left alone and why', async () => {
    const { removed, kept } = await removeLeftovers();
    expect(asked).toEqual(['/containers/c1', '/networks/n1', '/networks/n2']);
    expect(ids(removed)).toEqual(['c1', 'n1']);
    expect(kept.map(({ id, state }) => [id, state])).toEqual([
      ['c0', 'alive'],
      ['c2', 'elsewhere'],
      ['n0', 'alive'],
      ['n2', 'dead'],
    ]);
  });

  test('removes what other machines have left only when told to, and never what is alive', async () => {
    const { removed } = await removeLeftovers({ elsewhere: true });
    expect(ids(removed)).toEqual(['c1', 'c2', 'n1']);
  });
});
