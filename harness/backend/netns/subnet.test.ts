import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { leaseSubnet } from './subnet.ts';

const lease = (count: number) => Promise.all(Array.from({ length: count }, () => leaseSubnet()));
/** The kernel's name of the lease on the subnet with this description, such as `10.64.3.0/24, …` (unix(7), abstract). */
function leaseName(description: string): string {
  const [, high = '', low = ''] = /^10\.(\d+)\.(\d+)\./.exec(description) ?? [];
  return `\0halfclose-subnet-${String((Number(high) - 64) * 256 + Number(low))}`;
}

async function bind(name: string): Promise<Server> {
  const server = createServer().listen({ path: name });
  await once(server, 'listening');
  return server;
}

describe('a subnet', () => {
  test('belongs to one lab at a time', async () => {
    const leases = await lease(50);
    try {
      expect(new Set(leases.map(({ description }) => description)).size).toBe(50);
      expect(new Set(leases.map(({ ipv6 }) => ipv6(2))).size).toBe(50);
    } finally {
      for (const subnet of leases) subnet.release();
    }
  });

  test('has addresses of both families for its hosts', async () => {
    const subnet = await leaseSubnet();
    subnet.release();
    expect(subnet.ipv4(2)).toMatch(/^10\.(6[4-9]|7\d)\.\d{1,3}\.2$/);
    expect(subnet.ipv6(17)).toMatch(/^fd68:6c66:636c:[0-9a-f]{1,3}::11$/);
    expect(subnet.description).toBe(`${subnet.ipv4(0)}/24, ${subnet.ipv6(0).replace(/::0$/, '::/64')}`);
  });

  test('is nobody else’s while it is leased, and free once it is released', async () => {
    const subnet = await leaseSubnet();
    const name = leaseName(subnet.description);
    await expect(bind(name)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    subnet.release();
    (await bind(name)).close();
  });

  test('of another process is not given away, and is free once that is killed', async () => {
    const name = leaseName('10.70.7.0/24');
    const program = `require('net').createServer().listen({ path: ${JSON.stringify(name)} }, () => console.log('held'))`;
    const other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    await expect(bind(name)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.kill('SIGKILL');
    await once(other, 'exit');
    (await bind(name)).close();
  });
});
