import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Host, LabNetwork } from '../backend.ts';
import { netnsBackend } from './netns-backend.ts';

let network: LabNetwork;
let host: Host;
beforeEach(async () => {
  network = await netnsBackend.createNetwork('test');
  host = await network.createHost({ name: 'client', sysctls: {} });
});
afterEach(() => network.stop());

const inHost = async (name: string) => (await host.agent.request('readSysctl', { name })).value;

/** One that is made as the backend makes its own. */
function inNewNamespace(name: string): string {
  const flags = network.facts['privilege'] === 'root' ? '-n' : '-Urn';
  const file = `/proc/sys/${name.replaceAll('.', '/')}`;
  return execFileSync('unshare', [flags, 'cat', file], { encoding: 'utf8' }).trim();
}

describe("a host's table of connections", () => {
  // What has one of its own tells its size, what shares the machine's its negative (ip-sysctl).
  test('is its own, and short', async () => {
    expect(Number(inNewNamespace('net.ipv4.tcp_ehash_entries'))).toBeLessThan(-8_192);
    expect(await inHost('net.ipv4.tcp_ehash_entries')).toBe('8192');
  });

  test.each(['net.ipv4.tcp_max_tw_buckets', 'net.ipv4.tcp_max_syn_backlog'])(
    'leaves %s what it is in any new namespace',
    async (name) => {
      expect(await inHost(name)).toBe(inNewNamespace(name));
    },
  );
});
