import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { openAgentChannel } from '../agent-channel.ts';
import type { AgentChannel, Host } from '../backend.ts';
import { engineMessage, engineStatus } from './engine.ts';
import { HostContainer, type ContainerPlan } from './host-container.ts';

/** How long a container may take to be gone once its agent's stdin has ended, before it is killed, in milliseconds. */
const END_GRACE_MS = 3_000;

/** Starts a host's container. Raises HOST_SETUP_FAILED with what the engine said; nothing is left then. */
export async function startDockerHost(docker: Dockerode, plan: ContainerPlan): Promise<Host> {
  const container = new HostContainer(docker, plan);
  try {
    await container.start();
    return new DockerHost(container, plan);
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

class DockerHost implements Host {
  readonly name: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly agent: AgentChannel & { close(): void };
  readonly identity: { readonly container: string };
  readonly #container: Dockerode.Container;
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
    this.ipv6 = endpoint.GlobalIPv6Address;
    this.identity = { container: created.id };
    this.#container = created;
    this.agent = openAgentChannel({
      ...streams,
      describe: `${this.name} (container ${created.id.slice(0, 12)})`,
    });
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  /** Ends the agent by ending its stdin, and waits until the container is gone; by force where that is not enough. */
  async #end(): Promise<void> {
    const removed = untilRemoved(this.#container);
    let timer: NodeJS.Timeout | undefined;
    // The answer to this removal is a second witness: an engine may forget to answer a wait that a removal overtook.
    const forced = new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => void this.#removed(removed).then(resolve, reject), END_GRACE_MS);
    });
    this.agent.close();
    await Promise.race([removed, forced]).finally(() => clearTimeout(timer));
  }

  async #removed(alreadyUnderWay: Promise<void>): Promise<void> {
    const answer = await removeNow(this.#container);
    if (answer === 'under way') await alreadyUnderWay;
  }
}

/** Resolves when the engine has removed the container. */
export async function untilRemoved(container: Dockerode.Container): Promise<void> {
  try {
    await container.wait({ condition: 'removed' });
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}

/** A container that was created but never started is not removed by the engine. */
export async function removeNow(container: Dockerode.Container | undefined): Promise<'gone' | 'under way'> {
  try {
    await container?.remove({ force: true, v: true });
  } catch (error) {
    if (engineStatus(error) === 409) return 'under way';
    if (engineStatus(error) !== 404) throw error;
  }
  return 'gone';
}
