import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import type { Host, HostOptions, LabNetwork, ToxiproxySource } from '../backend.ts';
import { startDockerHost } from './docker-host.ts';
import { engineMessage, engineStatus, type Engine } from './engine.ts';
import { LAB_LABEL, RUN_LABEL } from './run-id.ts';
import { joinRun, leaveRun } from './reaper-process.ts';
import { joinRyuk } from './ryuk.ts';
import { startToxiproxyBeside } from './toxiproxy-container.ts';
import type { ToxiproxyImage } from './toxiproxy-image.ts';
import { randomUlaPrefix } from './ula-prefix.ts';

type Labels = Readonly<Record<string, string>>;

export interface LabImages {
  readonly image: string;
  /** What hosts have the real Toxiproxy from, or why they cannot have one. */
  readonly toxiproxy: ToxiproxyImage | Error;
}

/** Where the Dockerfile of our own image puts it. */
const PROGRAM = '/usr/local/bin/toxiproxy-server';

/** Makes the network of a lab on an engine that has answered and has the images. Raises HOST_SETUP_FAILED. */
export async function openDockerNetwork(
  engine: Engine,
  { image: hostImage, toxiproxy }: LabImages,
  labId: string,
): Promise<LabNetwork> {
  // Hosts are made before anybody asks for the real Toxiproxy: where an image has both, all are made from that.
  const image = 'kind' in toxiproxy && toxiproxy.kind === 'own' ? toxiproxy.image : hostImage;
  const ryuk = await joinRyuk(engine.docker);
  const run = joinRun();
  const labels: Labels = { [LAB_LABEL]: labId, [RUN_LABEL]: run.id, ...ryuk.labels };
  try {
    const network = await createBridge(engine.docker, `halfclose-${labId}`, labels);
    const facts = {
      engine: `${engine.version} (API ${engine.apiVersion}) at ${engine.where}`,
      image,
      network: network.id.slice(0, 12),
      privileges:
        'those every container has, and NET_ADMIN and write access to /proc/sys/net for its own network namespace',
      ryuk: ryuk.fact,
      run: run.id,
    };
    return new DockerNetwork(engine.docker, network, facts, { image, labels, toxiproxy });
  } catch (error) {
    leaveRun();
    throw new HalfcloseError(
      'HOST_SETUP_FAILED',
      `the engine made no network for lab ${labId}: ${engineMessage(error)}`,
      {
        hint: 'many networks of earlier runs may be left: `npx halfclose clean`',
        cause: error,
      },
    );
  }
}

type Containers = LabImages & { readonly labels: Labels };

class DockerNetwork implements LabNetwork {
  readonly backend = 'docker';
  readonly #facts: Labels;
  readonly #docker: Dockerode;
  readonly #network: Dockerode.Network;
  readonly #containers: Containers;
  readonly #hosts: Promise<Host>[] = [];
  /** The first half of their IPv6 addresses. */
  readonly #ipv6 = randomUlaPrefix();
  #whyNoIpv6: string | undefined;
  readonly #beside: Promise<() => Promise<void>>[] = [];
  #stopped: Promise<void> | undefined;

  constructor(docker: Dockerode, network: Dockerode.Network, facts: Labels, containers: Containers) {
    this.#docker = docker;
    this.#network = network;
    this.#facts = facts;
    this.#containers = containers;
  }

  get facts(): Labels {
    const ipv6 = this.#whyNoIpv6 === undefined ? `${this.#ipv6}::/64` : `none: ${this.#whyNoIpv6}`;
    return { ...this.#facts, ipv6 };
  }

  createHost(options: HostOptions): Promise<Host> {
    const host = this.#startHost(options);
    this.#hosts.push(host);
    return host;
  }

  async #startHost({ name, sysctls }: HostOptions): Promise<Host> {
    const { image, labels } = this.#containers;
    const ipv6 = `${this.#ipv6}::${(this.#hosts.length + 2).toString(16)}`;
    const plan = { image, labels, networkId: this.#network.id, hostname: name, ipv6, sysctls };
    const host = await startDockerHost(this.#docker, plan);
    this.#whyNoIpv6 ??= host.whyNoIpv6;
    return host;
  }

  toxiproxy(): Promise<ToxiproxySource> {
    const { toxiproxy, labels } = this.#containers;
    if (!('kind' in toxiproxy)) return Promise.reject(toxiproxy);
    const { kind, image } = toxiproxy;
    if (kind === 'own') return Promise.resolve({ from: image, program: PROGRAM });
    const startBeside = async (host: Host, port: number) => {
      const started = startToxiproxyBeside(this.#docker, { image, labels }, host, port);
      this.#beside.push(started);
      await started;
    };
    return Promise.resolve({ from: image, startBeside });
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<void> {
    // A host that did not start has raised where it was asked for, and has left nothing.
    const stops = this.#hosts.map(async (host) => (await whatStarted(host))?.stop());
    const ends = this.#beside.map(async (beside) => (await whatStarted(beside))?.());
    const containers = await Promise.allSettled([...stops, ...ends]);
    const network = await Promise.allSettled([removeNetwork(this.#network)]);
    leaveRun();
    // A container that is still there keeps the network, of which the engine would say less.
    const failed = [...containers, ...network].find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }
}

function whatStarted<T>(starting: Promise<T>): Promise<T | undefined> {
  return starting.catch(() => undefined);
}

/**
 * A bridge without a way out (`Internal`): hosts reach each other and nothing else, as on netns, and the engine has
 * fewer firewall rules to write. IPv4 comes from the engine's own pools, so labs never share a subnet. Of IPv6 the engine
 * knows nothing: it would start itself anew three times for each host to switch it on (decisions/16).
 */
function createBridge(docker: Dockerode, name: string, labels: Labels): Promise<Dockerode.Network> {
  return docker.createNetwork({ Name: name, Driver: 'bridge', Internal: true, Labels: { ...labels } });
}

async function removeNetwork(network: Dockerode.Network): Promise<void> {
  await network.remove().catch((error: unknown) => {
    if (engineStatus(error) !== 404) throw error;
  });
}
