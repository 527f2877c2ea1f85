import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import type { Host, HostOptions, LabNetwork } from '../backend.ts';
import { startDockerHost } from './docker-host.ts';
import { engineMessage, engineStatus, type Engine } from './engine.ts';
import { LAB_LABEL, RUN_LABEL } from './run-id.ts';
import { joinRun, leaveRun } from './reaper-process.ts';
import { joinRyuk } from './ryuk.ts';

type Labels = Readonly<Record<string, string>>;

/** Makes the network of a lab on an engine that has answered and has the image. Raises HOST_SETUP_FAILED. */
export async function openDockerNetwork(engine: Engine, image: string, labId: string): Promise<LabNetwork> {
  const ryuk = await joinRyuk(engine.docker);
  const run = joinRun();
  const labels: Labels = { [LAB_LABEL]: labId, [RUN_LABEL]: run.id, ...ryuk.labels };
  try {
    const { network, ipv6 } = await createBridge(engine.docker, `halfclose-${labId}`, labels);
    const facts = {
      engine: `${engine.version} (API ${engine.apiVersion}) at ${engine.where}`,
      image,
      network: network.id.slice(0, 12),
      ipv6,
      privileges: 'those every container has; nothing added',
      ryuk: ryuk.fact,
      run: run.id,
    };
    return new DockerNetwork(engine.docker, network, facts, { image, labels });
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

class DockerNetwork implements LabNetwork {
  readonly backend = 'docker';
  readonly facts: Labels;
  readonly #docker: Dockerode;
  readonly #network: Dockerode.Network;
  readonly #containers: { readonly image: string; readonly labels: Labels };
  readonly #hosts: Promise<Host>[] = [];
  #stopped: Promise<void> | undefined;

  constructor(
    docker: Dockerode,
    network: Dockerode.Network,
    facts: Labels,
    containers: { readonly image: string; readonly labels: Labels },
  ) {
    this.#docker = docker;
    this.#network = network;
    this.facts = facts;
    this.#containers = containers;
  }

  createHost({ name, sysctls }: HostOptions): Promise<Host> {
    const plan = { ...this.#containers, networkId: this.#network.id, hostname: name, sysctls };
    const host = startDockerHost(this.#docker, plan);
    this.#hosts.push(host);
    return host;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<void> {
    // A host that did not start has raised where it was asked for, and has left nothing.
    const started = (await Promise.allSettled(this.#hosts)).filter((host) => host.status === 'fulfilled');
    const stops = await Promise.allSettled(started.map((host) => host.value.stop()));
    try {
      await removeNetwork(this.#network);
    } finally {
      leaveRun();
    }
    const failed = stops.find((stop) => stop.status === 'rejected');
    if (failed) throw failed.reason as Error;
  }
}

/**
 * A bridge without a way out (`Internal`): hosts reach each other and nothing else, as on netns, and the engine has
 * fewer firewall rules to write. IPv4 comes from the engine's own pools, so labs never share a subnet; IPv6 is a unique
 * local /64 drawn at random (RFC 4193), since engines before version 27 have no pool of their own.
 */
async function createBridge(docker: Dockerode, name: string, labels: Labels) {
  const bridge = { Name: name, Driver: 'bridge', Internal: true, Labels: { ...labels } };
  const subnet = randomUlaSubnet();
  try {
    const IPAM = { Driver: 'default', Config: [{ Subnet: subnet }] };
    return { network: await docker.createNetwork({ ...bridge, EnableIPv6: true, IPAM }), ipv6: subnet };
  } catch (error) {
    const network = await docker.createNetwork(bridge);
    return { network, ipv6: `none: the engine refused it: ${engineMessage(error)}` };
  }
}

function randomUlaSubnet(): string {
  const hex = randomBytes(7).toString('hex');
  return `fd${hex.slice(0, 2)}:${hex.slice(2, 6)}:${hex.slice(6, 10)}:${hex.slice(10, 14)}::/64`;
}

async function removeNetwork(network: Dockerode.Network): Promise<void> {
  await network.remove().catch((error: unknown) => {
    if (engineStatus(error) !== 404) throw error;
  });
}
