import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Host, LabNetwork } from '../backend/backend.ts';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { parseProcNetCounters } from '../model/proc-counters.ts';

const POLICY = { onFin: 'ignore', reading: 'on' } as const;

let network: LabNetwork;
let client: Host;
let server: Host;

beforeEach(async () => {
  network = await netnsBackend.createNetwork('test');
  client = await network.createHost({ name: 'client', sysctls: {} });
  server = await network.createHost({ name: 'server', sysctls: {} });
});
afterEach(() => network.stop());

function heard(host: Host, socket: string, kind: string): Promise<void> {
  return new Promise((resolve) =>
    host.agent.onEvent((event) => {
      if (event.event === 'app' && event.socket === socket && event.kind === kind) resolve();
    }),
  );
}

async function connect(): Promise<void> {
  const to = { address: server.ipv4, port: 7000 };
  const accepted = heard(server, 's/1', 'accepted');
  await server.agent.request('listen', { socket: 's', ...to, backlog: 1, policy: POLICY });
  await client.agent.request('connect', { socket: 'c', to, policy: POLICY });
  await accepted;
}

const ofClient = () => client.agent.request('sequenceNumbers', { socket: 'c' });
const ofServer = () => server.agent.request('sequenceNumbers', { socket: 's/1' });
const after = (number: number, bytes: number) => (number + bytes) >>> 0;

async function segmentsSent(host: Host): Promise<number | undefined> {
  const { proc } = await host.agent.request('counters', {});
  return parseProcNetCounters(proc)['Tcp.OutSegs'];
}

test('one end expects what the other sends next: bytes and FIN are counted', async () => {
  await connect();
  const start = await ofClient();
  expect(await ofServer()).toEqual({ sendNext: start.receiveNext, receiveNext: start.sendNext });

  const arrived = heard(server, 's/1', 'data');
  await client.agent.request('write', { socket: 'c', base64: Buffer.from('hello').toString('base64') });
  await arrived;
  expect(await ofServer()).toEqual({ sendNext: start.receiveNext, receiveNext: after(start.sendNext, 5) });

  const ended = heard(server, 's/1', 'fin');
  await client.agent.request('sendFin', { socket: 'c' });
  await ended;
  expect(await ofClient()).toEqual({ sendNext: after(start.sendNext, 6), receiveNext: start.receiveNext });
  expect((await ofServer()).receiveNext).toBe(after(start.sendNext, 6));
});

test('being asked sends nothing and changes nothing', async () => {
  await connect();
  const before = await segmentsSent(client);
  const first = await ofClient();
  for (let again = 0; again < 10; again++) expect(await ofClient()).toEqual(first);
  expect(await segmentsSent(client)).toBe(before);

  const arrived = heard(server, 's/1', 'data');
  await client.agent.request('write', { socket: 'c', base64: Buffer.from('on').toString('base64') });
  await arrived;
});

test('a socket without numbers, or without a descriptor, is refused', async () => {
  await connect();
  await client.agent.request('reset', { socket: 'c' });
  await expect(ofClient()).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('c is closed'),
  });
  await expect(client.agent.request('sequenceNumbers', { socket: 'nobody' })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
  });
  // Nobody answers there: the socket stays in SYN_SENT.
  const to = { address: client.ipv4.replace(/\d+$/, '250'), port: 7000 };
  await client.agent.request('connect', { socket: 'd', to, policy: POLICY });
  await expect(client.agent.request('sequenceNumbers', { socket: 'd' })).rejects.toMatchObject({
    message: expect.stringContaining('it is in SYN_SENT'),
  });
});
