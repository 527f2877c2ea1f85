import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { netnsBackend } from '../../backend/netns/netns-backend.ts';
import { builtFile } from '../../backend/package-files.ts';
import { Lab } from '../lab.ts';
import type { LabHost } from '../lab-host.ts';
import { InNamespace } from './fixtures/in-namespace.ts';
import { pidOf } from '../../scenario/fixtures/processes.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open(netnsBackend);
});
afterEach(async () => {
  expect(await lab.teardown.run()).toEqual([]);
});

const two = async () => [await lab.host({ name: 'client' }), await lab.host({ name: 'server' })] as const;

/** What the host's packet filter of both families holds, without the policies of its chains. */
async function rulesOf(host: LabHost): Promise<string[]> {
  const lists = ['iptables', 'ip6tables'].map(async (tables) => {
    await using list = new InNamespace(pidOf(host), [tables, '-t', 'raw', '-S']);
    await list.ended();
    return list.output.split('\n').filter((line) => line.startsWith('-A'));
  });
  return (await Promise.all(lists)).flat();
}

test('a fault has one rule for each pair of addresses, on the receiver alone, and none when it is lifted', async () => {
  const [client, server] = await two();
  const fault = await lab.wire.hold({ from: client, to: { host: server, port: 7000 } });
  const rule = (family: 'ipv4' | 'ipv6', length: number) =>
    `-A PREROUTING -s ${client.ip(family)}/${String(length)} -d ${server.ip(family)}/${String(length)} -i eth0 -p tcp ` +
    '-m tcp --dport 7000 -j NFQUEUE --queue-num 793';
  expect(await rulesOf(server)).toEqual([rule('ipv4', 32)]);
  expect(await rulesOf(client)).toEqual([]);
  await fault.lift();
  await fault.lift();
  expect(await rulesOf(server)).toEqual([]);
});

test('a fault that is disposed of leaves none either, and takes none of another with it', async () => {
  const [client, server] = await two();
  await using kept = await lab.wire.watch({ from: client, to: server });
  const before = await rulesOf(server);
  expect(before).toHaveLength(2);
  {
    await using same = await lab.wire.drop({ from: client, to: server });
    expect(await rulesOf(server)).toHaveLength(4);
    expect(same.inForce).toBe(true);
  }
  expect(await rulesOf(server)).toEqual(before);
  expect(kept.inForce).toBe(true);
});

test('a group leaves none on any host', async () => {
  const [client, server] = await two();
  const other = await lab.host();
  const all = async () => (await Promise.all([client, server, other].map(rulesOf))).flat().length;
  for (const make of [
    () => lab.wire.partition(client, server),
    () => lab.wire.idleTimeout(client, server, { afterMs: 1, then: 'drop' }),
    () => lab.wire.cut(other),
  ]) {
    const group = await make();
    expect(await all()).toBeGreaterThan(0);
    await group.lift();
  }
  expect(await all()).toBe(0);
});

test('a queue that another process reads is refused, and the fault is not left behind on other hosts', async () => {
  const [client, server] = await two();
  const third = await lab.host();
  await using other = new InNamespace(pidOf(server), [process.execPath, builtFile('agent.js')]);
  const anywhere = { addresses: [] };
  const selection = { from: anywhere, to: anywhere, flags: [], without: [], asks: false };
  const params = { fault: 'theirs', selection, action: { kind: 'watch' }, seed: 1 };
  other.write(`${JSON.stringify({ id: 1, op: 'wireArm', params })}\n`);
  await other.says('"ok":true');
  const theirs = await rulesOf(server);

  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(lab.wire.drop({ from: client })).rejects.toMatchObject({
      code: 'QUEUE_TAKEN',
      message: expect.stringMatching(
        /^host server .*wireArm: .*queue 793 has a reader already\n {2}another process of the host reads/,
      ) as unknown,
    });
  }
  expect(await rulesOf(third)).toEqual([]);
  expect(await rulesOf(server)).toEqual(theirs);
});
