import { openAgentChannel } from '../agent-channel.ts';
import type { Backend, Host, HostOptions, LabNetwork, ToxiproxySource } from '../backend.ts';
import { startObserverHere } from '../observer-process.ts';
import { builtFile } from '../package-files.ts';
import { findToxiproxyProgram } from '../toxiproxy-program.ts';
import { keepLimitsOfMachine } from './connection-table.ts';
import { HeldProcess } from './held-process.ts';
import { LabSwitch } from './lab-switch.ts';
import { requirePrivilege, type Privilege } from './privilege.ts';
import { leaseSubnet, type Subnet } from './subnet.ts';

/** Hosts as bare network namespaces on a bridge: needs Linux and iproute2, no container engine, no root where user namespaces are allowed. */
export const netnsBackend: Backend = {
  name: 'netns',
  check: async () => {
    await requirePrivilege();
  },
  toxiproxy: programOfThisMachine,
  startObserver: async (program, name) =>
    startObserverHere(program, name, (await requirePrivilege()) === 'root'),
  createNetwork: async () => {
    const privilege = await requirePrivilege();
    const subnet = await leaseSubnet();
    try {
      return new NetnsNetwork(privilege, subnet, await LabSwitch.start(privilege));
    } catch (error) {
      subnet.release();
      throw error;
    }
  },
};

class NetnsNetwork implements LabNetwork {
  readonly backend = 'netns';
  readonly facts: Readonly<Record<string, string>>;
  readonly #privilege: Privilege;
  readonly #subnet: Subnet;
  readonly #switch: LabSwitch;
  readonly #hosts: Host[] = [];
  #nextNumber = 2;

  constructor(privilege: Privilege, subnet: Subnet, labSwitch: LabSwitch) {
    this.#privilege = privilege;
    this.#subnet = subnet;
    this.#switch = labSwitch;
    this.facts = { privilege, subnet: subnet.description };
  }

  toxiproxy(): Promise<ToxiproxySource> {
    return programOfThisMachine();
  }

  async createHost({ name, sysctls }: HostOptions): Promise<Host> {
    const number = this.#nextNumber++;
    const [ipv4, ipv6] = [this.#subnet.ipv4(number), this.#subnet.ipv6(number)];
    const port = `host${String(number)}`;
    const held = await HeldProcess.start([
      ...this.#fromTheSwitch(),
      ...['unshare', '-n', 'sh', '-c', hostScript(port, this.#switch.pid, [`${ipv4}/24`, `${ipv6}/64`])],
      ...[process.execPath, builtFile('start-agent.js')],
    ]);
    const { stdin, stdout, stderr } = held.child;
    const agent = openAgentChannel({ stdin, stdout, stderr, describe: `${name} (pid ${String(held.pid)})` });
    const stop = () => (agent.close(), held.stop());
    const host: Host = { name, ipv4, ipv6, agent, identity: { pid: held.pid }, stop };
    this.#hosts.push(host);
    await this.#switch.plugIn(port);
    if (Object.keys(sysctls).length > 0) await agent.request('configure', { sysctls });
    return host;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.stop()));
    await this.#switch.stop();
    this.#subnet.release();
  }

  /** A namespace inherits from the one it is made in. */
  #fromTheSwitch(): string[] {
    const flags = this.#privilege === 'root' ? [] : ['-U', '--preserve-credentials'];
    return ['nsenter', '-t', String(this.#switch.pid), '-n', ...flags];
  }
}

/** Hosts see the files of this machine. */
async function programOfThisMachine(): Promise<ToxiproxySource> {
  const program = await findToxiproxyProgram();
  return { from: program, program };
}

/**
 * Becomes the agent; wires the new namespace up to the switch while that loads, and tells when it is done. The process
 * that wires is nobody's child, since node would leave it a zombie, and takes the agent with it where it fails.
 * nodad: nobody else can have these addresses, and duplicate detection would take a second (RFC 4862).
 */
function hostScript(port: string, switchPid: number, addresses: readonly string[]): string {
  const commands = [
    'link set lo up',
    `link add eth0 type veth peer name ${port} netns ${String(switchPid)}`,
    ...addresses.map((address) => `addr add ${address} dev eth0${address.includes(':') ? ' nodad' : ''}`),
    'link set eth0 up',
  ];
  return `
    ${keepLimitsOfMachine()}
    wire() { ip -batch - && echo ready || kill $$; }
    (wire <<END &
${commands.join('\n')}
END
    )
    exec "$0" "$1"`;
}
