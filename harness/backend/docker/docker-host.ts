import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { openAgentChannel } from '../agent-channel.ts';
import type { AgentChannel, Host } from '../backend.ts';
import { endOf, removeNow } from './container-removal.ts';
import { engineMessage } from './engine.ts';
import { HostContainer, type ContainerPlan } from './host-container.ts';

/**
 * Starts a host's container, and gives it its IPv6 address where its kernel has IPv6. Raises HOST_SETUP_FAILED with what
 * the engine said, AGENT_DIED or TIMED_OUT where its agent does not answer; nothing is left then.
 */
export async function startDockerHost(docker: Dockerode, plan: ContainerPlan): Promise<DockerHost> {
  const container = new HostContainer(docker, plan);
  try {
    await container.start();
    const host = new DockerHost(container, plan);
    await host.takeIpv6(plan.ipv6);
    return host;
  } catch (error) {
    container.streams?.stdin.destroy();
    await removeNow(container.created);
    if (error instanceof HalfcloseError) throw error;
    throw new HalfcloseError('HOST_SETUP_FAILED', `host ${plan.hostname}: ${engineMessage(error)}`, {
      ...(Object.keys(plan.sysctls).length > 0
        ? { hint: `its sysctls were ${JSON.stringify(plan.sysctls)}` }
        : {}),
      cause: error,
    });
  }
}

export class DockerHost implements Host {
  readonly name: string;
  readonly ipv4: string;
  readonly agent: AgentChannel & { close(): void };
  readonly identity: { readonly container: string };
  readonly #container: Dockerode.Container;
  #ipv6 = '';
  #whyNoIpv6: string | undefined;
  #stopped: Promise<void> | undefined;

  constructor({ created, streams, inspected }: HostContainer, plan: ContainerPlan) {
    const endpoint = Object.values(inspected?.NetworkSettings.Networks ?? {})[0];
    if (!created || !streams || !endpoint?.IPAddress) {
      throw new HalfcloseError(
        'HOST_SETUP_FAILED',
        `host ${plan.hostname}: its container ended as soon as it had started`,
        {
          hint: 'rebuild the host image with `npx halfclose images`',
        },
      );
    }
    this.name = plan.hostname;
    this.ipv4 = endpoint.IPAddress;
    this.identity = { container: created.id };
    this.#container = created;
    this.agent = openAgentChannel({
      ...streams,
      describe: `${this.name} (container ${created.id.slice(0, 12)})`,
    });
  }

  get ipv6(): string {
    return this.#ipv6;
  }

  /** Why it has no IPv6 address; undefined where it has one. */
  get whyNoIpv6(): string | undefined {
    return this.#whyNoIpv6;
  }

  async takeIpv6(address: string): Promise<void> {
    const asked = { device: 'eth0', address: `${address}/64` };
    const { refused } = await this.agent.request('addIpv6Address', asked);
    if (refused === undefined) this.#ipv6 = address;
    else this.#whyNoIpv6 = refused;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  /** Ends the agent by ending its stdin, and waits until the container is gone. */
  async #end(): Promise<void> {
    const gone = endOf(this.#container, this.name);
    this.agent.close();
    await gone;
  }
}
