import { openAgentChannel } from '../agent-channel.ts';
import type { Backend, Host, HostOptions, LabNetwork } from '../backend.ts';
import { builtFile } from '../package-files.ts';
import { run } from './commands.ts';
import { HeldProcess } from './held-process.ts';
import { requirePrivilege, type Privilege } from './privilege.ts';
import { leaseSubnet, type Subnet } from './subnet.ts';

/** Hosts as bare network namespaces on a bridge: needs Linux and iproute2, no container engine, no root where user namespaces are allowed. */
export const netnsBackend: Backend = {
  name: 'netns',
  check: async () => {
    await requirePrivilege();
  },
  createNetwork: async () => {
    const privilege = await requirePrivilege();
    const subnet = await leaseSubnet();
    try {
      const flags = privilege === 'root' ? '-n' : '-Urn';
      return new NetnsNetwork(
        privilege,
        subnet,
        await HeldProcess.start(['unshare', flags, 'sh', '-c', SWITCH]),
      );
    } catch (error) {
      subnet.release();
      throw error;
    }
  },
};

/** The lab's own namespace: a bridge and nothing else. It takes no part in IPv6, so it sends nothing on its own. */
const SWITCH = `
  for i in all default; do echo 1 > /proc/sys/net/ipv6/conf/$i/disable_ipv6; done 2>/dev/null
  ip link add lab type bridge mcast_snooping 0 && ip link set lab up && echo ready && exec cat >/dev/null`;

/** Tells when the namespace is there, so that it is wired up while the agent still starts. */
const HOST = 'echo ready; exec "$0" "$1"';

class NetnsNetwork implements LabNetwork {
  readonly backend = 'netns';
  readonly facts: Readonly<Record<string, string>>;
  readonly #privilege: Privilege;
  readonly #subnet: Subnet;
  readonly #switch: HeldProcess;
  readonly #hosts: Host[] = [];
  #nextNumber = 2;

  constructor(privilege: Privilege, subnet: Subnet, labSwitch: HeldProcess) {
    this.#privilege = privilege;
    this.#subnet = subnet;
    this.#switch = labSwitch;
    this.facts = { privilege, subnet: subnet.description };
  }

  async createHost({ name, sysctls }: HostOptions): Promise<Host> {
    const number = this.#nextNumber++;
    const held = await HeldProcess.start([
      ...this.#inUserNamespace(),
      ...['unshare', '-n', 'sh', '-c', HOST, process.execPath, builtFile('agent.js')],
    ]);
    const { stdin, stdout, stderr } = held.child;
    const agent = openAgentChannel({ stdin, stdout, stderr, describe: `${name} (pid ${String(held.pid)})` });
    const host: Host = {
      name,
      ipv4: this.#subnet.ipv4(number),
      ipv6: this.#subnet.ipv6(number),
      agent,
      identity: { pid: held.pid },
      stop: () => (agent.close(), held.stop()),
    };
    this.#hosts.push(host);
    await this.#wire(host, number, held.pid);
    if (Object.keys(sysctls).length > 0) await agent.request('configure', { sysctls });
    return host;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.stop()));
    await this.#switch.stop();
    this.#subnet.release();
  }

  async #wire({ ipv4, ipv6 }: Host, number: number, pid: number): Promise<void> {
    const port = `host${String(number)}`;
    await this.#ip(this.#switch.pid, [
      `link add ${port} type veth peer name eth0 netns ${String(pid)}`,
      `link set ${port} master lab up`,
    ]);
    // nodad: nobody else can have these addresses, and duplicate detection would take a second (RFC 4862).
    await this.#ip(pid, [
      'link set lo up',
      `addr add ${ipv4}/24 dev eth0`,
      `addr add ${ipv6}/64 dev eth0 nodad`,
      'link set eth0 up',
    ]);
  }

  #ip(pid: number, commands: readonly string[]): Promise<void> {
    const user = this.#privilege === 'root' ? [] : ['-U', '--preserve-credentials'];
    return run(
      'nsenter',
      ['-t', String(pid), ...user, '-n', 'ip', '-batch', '-'],
      `${commands.join('\n')}\n`,
    );
  }

  #inUserNamespace(): string[] {
    if (this.#privilege === 'root') return [];
    return ['nsenter', '-t', String(this.#switch.pid), '-U', '--preserve-credentials'];
  }
}
