import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Host, LabNetwork } from '../backend.ts';
import { netnsBackend } from './netns-backend.ts';

let network: LabNetwork;
beforeEach(async () => {
  network = await netnsBackend.createNetwork('test');
});
afterEach(() => network.stop());

const namespaceOf = (pid: number | string) => readlinkSync(`/proc/${String(pid)}/ns/net`);
const isAlive = (pid: number) => readdirSync('/proc').includes(String(pid));
const pidOf = ({ identity }: Host) => identity.pid ?? 0;

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Processes this one has started and not yet seen the end of. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .map(Number);
}

describe('a lab of bare namespaces', () => {
  test('has hosts with namespaces, addresses of both families and kernel parameters of their own', async () => {
    const [client, server] = await Promise.all([
      network.createHost({ name: 'client', sysctls: { 'net.ipv4.tcp_fin_timeout': '7' } }),
      network.createHost({ name: 'server', sysctls: {} }),
    ]);
    expect(network.facts).toMatchObject({ privilege: expect.stringMatching(/^(root|userns)$/) });
    expect(client.ipv4).toMatch(/^10\.\d+\.\d+\.\d+$/);
    expect(client.ipv6).toMatch(/^fd68:/);
    expect(new Set([client.ipv4, client.ipv6, server.ipv4, server.ipv6]).size).toBe(4);
    const namespaces = [client, server].map((host) => namespaceOf(pidOf(host)));
    expect(new Set([...namespaces, namespaceOf('self')]).size).toBe(3);
    await expect(server.agent.request('hello', {})).resolves.toMatchObject({ pid: pidOf(server) });
  });

  test('connects its hosts over both families', async () => {
    const [client, server] = await Promise.all(
      ['client', 'server'].map((name) => network.createHost({ name, sysctls: {} })),
    );
    if (!client || !server) throw new Error('unreachable');
    const policy = { onFin: 'close', reading: 'on' } as const;
    for (const family of ['ipv4', 'ipv6'] as const) {
      const to = { address: server[family], port: 7000 };
      const accepted = new Promise<unknown>((resolve) =>
        server.agent.onEvent((event) => {
          if (event.event === 'app' && event.socket === `${family}/1`) resolve(event.peer);
        }),
      );
      await server.agent.request('listen', { socket: family, ...to, backlog: 1, policy });
      const { local } = await client.agent.request('connect', { socket: family, to, policy });
      expect(local.address).toBe(client[family]);
      expect(await accepted).toEqual(local);
    }
  });

  test('an agent adds an IPv6 address, or tells why it cannot', async () => {
    const { agent } = await network.createHost({ name: 'client', sysctls: {} });
    const add = (device: string) => agent.request('addIpv6Address', { device, address: 'fd00::2/64' });
    await expect(add('eth0')).resolves.toEqual({});
    await expect(add('eth9')).resolves.toEqual({
      refused: expect.stringContaining('Cannot find device "eth9"'),
    });
  });

  test('leaves no process, namespace or interface', async () => {
    const before = children();
    const own = await netnsBackend.createNetwork('another');
    const hosts = await Promise.all(
      ['client', 'server'].map((name) => own.createHost({ name, sysctls: {} })),
    );
    const made = children().filter((pid) => !before.includes(pid));
    // One that holds the bridge and one a host; what holds a namespace is all that keeps it.
    expect(made).toHaveLength(3);
    expect(made).toEqual(expect.arrayContaining(hosts.map(pidOf)));
    await own.stop();
    expect(made.filter(isAlive)).toEqual([]);
    expect(readdirSync('/sys/class/net').filter((name) => /^(lab|host\d+)$/.test(name))).toEqual([]);
  });

  test('has a subnet that no other lab has at the same time', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => netnsBackend.createNetwork('other')));
    try {
      const subnets = [network, ...others].map(({ facts }) => facts['subnet']);
      expect(new Set(subnets).size).toBe(6);
    } finally {
      await Promise.all(others.map((other) => other.stop()));
    }
  });
});

describe('a host', () => {
  test('can be stopped by itself, and twice', async () => {
    const host = await network.createHost({ name: 'client', sysctls: {} });
    let deaths = 0;
    host.agent.onDeath(() => deaths++);
    await host.stop();
    expect(isAlive(pidOf(host))).toBe(false);
    await host.stop();
    expect(deaths).toBe(0);
  });

  test('whose agent is killed is known to be dead, by name', async () => {
    const host = await network.createHost({ name: 'client', sysctls: {} });
    const death = new Promise<Error>((resolve) => host.agent.onDeath(resolve));
    process.kill(pidOf(host), 'SIGKILL');
    expect(await death).toMatchObject({
      code: 'AGENT_DIED',
      message: expect.stringContaining(`the agent of host client (pid ${String(pidOf(host))})`),
    });
    await expect(host.agent.request('counters', {})).rejects.toMatchObject({ code: 'AGENT_DIED' });
  });

  test('that stops answering is ended all the same', async () => {
    const host = await network.createHost({ name: 'client', sysctls: {} });
    process.kill(pidOf(host), 'SIGSTOP');
    await network.stop();
    expect(isAlive(pidOf(host))).toBe(false);
  });

  test.each([
    ['net.ipv4.no_such', '1', 'this kernel, or this namespace, has no such parameter'],
    ['net.ipv4.tcp_fin_timeout', 'soon', 'the kernel refuses the value'],
    ['kernel.hostname', 'x', "is not one of a host's own (net.…)"],
    ['net.ipv4.../../kernel/hostname', 'x', "is not one of a host's own (net.…)"],
  ])('with kernel parameter %s = %s is refused, and goes with its network', async (name, value, why) => {
    const before = children();
    await expect(network.createHost({ name: 'client', sysctls: { [name]: value } })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(why),
    });
    await network.stop();
    expect(children().filter((pid) => !before.includes(pid))).toEqual([]);
  });
});
