import { HeldProcess } from '../../backend/netns/held-process.ts';
import { netnsBackend } from '../../backend/netns/netns-backend.ts';
import { requirePrivilege } from '../../backend/netns/privilege.ts';
import { Lab } from '../../lab/lab.ts';
import type { LabHost } from '../../lab/lab-host.ts';
import { enter } from '../load/enter.ts';
import type { LoadPlaces } from '../load/load.ts';

/** Two hosts, and how the load's processes get into them. */
export interface Pair {
  readonly places: LoadPlaces;
  end(): Promise<void>;
}

export interface LabPair extends Pair {
  readonly lab: Lab;
  readonly server: LabHost;
  readonly client: LabHost;
}

/** Documentation addresses (RFC 5737): nobody routes them, and the namespaces see no others. */
const PLAIN_SERVER = '192.0.2.1';
const PLAIN_CLIENT = '192.0.2.2';

/** Two hosts of a lab, with their agents and the lab's bridge between them. */
export async function labPair(): Promise<LabPair> {
  await netnsBackend.check();
  const lab = await Lab.open(netnsBackend);
  const end = async () => {
    const [error] = await lab.teardown.run();
    if (error) throw error;
  };
  try {
    const [server, client] = [await lab.host({ name: 'server' }), await lab.host({ name: 'client' })];
    const [servers, clients] = [await into(server), await into(client)];
    return { lab, server, client, places: { host: server.ip('ipv4'), servers, clients }, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Two namespaces with one cable between them, and nothing of ours in them or on the way. */
export async function plainPair(): Promise<Pair> {
  const asRoot = (await requirePrivilege()) === 'root';
  const server = await HeldProcess.start([
    ...['unshare', asRoot ? '-n' : '-Urn'],
    ...['sh', '-c', 'echo ready; exec cat'],
  ]);
  try {
    const client = await HeldProcess.start([
      ...(await enter(server.pid, [])),
      ...['unshare', '-n', 'sh', '-c', cableTo(server.pid)],
    ]);
    const [servers, clients] = [await enter(server.pid, ['-n']), await enter(client.pid, ['-n'])];
    const end = async () => {
      await Promise.all([client.stop(), server.stop()]);
    };
    return { places: { host: PLAIN_SERVER, servers, clients }, end };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function cableTo(server: number): string {
  const commands = [
    `ip link add eth0 type veth peer name eth0 netns ${String(server)}`,
    `ip addr add ${PLAIN_CLIENT}/24 dev eth0`,
    'ip link set eth0 up',
    `nsenter -t ${String(server)} -n ip addr add ${PLAIN_SERVER}/24 dev eth0`,
    `nsenter -t ${String(server)} -n ip link set eth0 up`,
  ];
  return `${commands.join(' && ')} && echo ready && exec cat`;
}

function into(host: LabHost): Promise<string[]> {
  return enter(host.evidence().identity.pid ?? 0, ['-n']);
}
