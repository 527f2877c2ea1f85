import type { ContainerInspectInfo } from 'dockerode';
import type Dockerode from 'dockerode';
import { GenericContainer, PullPolicy, type ContainerRuntimeClient, type WaitStrategy } from 'testcontainers';
import type { ProgramStreams } from '../backend.ts';
import { attachTo } from './attach.ts';

export interface ContainerPlan {
  readonly image: string;
  readonly networkId: string;
  readonly hostname: string;
  readonly ipv6: string;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The container of one host. Its main process is the agent, spoken to over an attachment made before the start, so
 * that no byte is lost. The engine closes the agent's stdin when the attachment goes (StdinOnce) and removes the
 * container when the agent ends (AutoRemove): a harness that was killed leaves none.
 */
export class HostContainer extends GenericContainer {
  readonly #docker: Dockerode;
  readonly #plan: ContainerPlan;
  #streams: ProgramStreams | undefined;
  #created: Dockerode.Container | undefined;
  #inspected: ContainerInspectInfo | undefined;

  constructor(docker: Dockerode, plan: ContainerPlan) {
    super(plan.image);
    this.#docker = docker;
    this.#plan = plan;
    // By id: two labs may have networks of one name. The alias goes through NetworkingConfig below, because
    // withNetworkAliases would put the container on the default network as well.
    this.withNetworkMode(plan.networkId)
      .withHostname(plan.hostname)
      .withLabels({ ...plan.labels })
      .withPullPolicy(PullPolicy.neverPull())
      .withAutoCleanup(false);
  }

  get created(): Dockerode.Container | undefined {
    return this.#created;
  }

  get streams(): ProgramStreams | undefined {
    return this.#streams;
  }

  get inspected(): ContainerInspectInfo | undefined {
    return this.#inspected;
  }

  protected override beforeContainerCreated(): Promise<void> {
    const { networkId, hostname, sysctls } = this.#plan;
    Object.assign(this.createOpts, {
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      NetworkingConfig: { EndpointsConfig: { [networkId]: { Aliases: [hostname] } } },
    });
    // What the agent prints is the protocol, which the harness keeps as evidence; the engine need not write it too.
    Object.assign(this.hostConfig, {
      AutoRemove: true,
      // For rules on its own segments, and for `ss -K`; forged segments need NET_RAW, which containers have.
      CapAdd: ['NET_ADMIN'],
      Init: false,
      Sysctls: sysctls,
      // A scenario may change its host's kernel parameters while it runs; those of the machine stay write-protected.
      ReadonlyPaths: READ_ONLY_PATHS,
      LogConfig: { Type: 'none' },
    });
    return Promise.resolve();
  }

  protected override async containerCreated(containerId: string): Promise<void> {
    this.#created = this.#docker.getContainer(containerId);
    this.#streams = await attachTo(this.#docker, this.#created);
  }

  /** There is nothing to wait for: what is sent before the agent reads stays in its stdin. */
  protected override selectWaitStrategy(
    _: ContainerRuntimeClient,
    inspected: ContainerInspectInfo,
  ): Promise<WaitStrategy> {
    this.#inspected = inspected;
    return Promise.resolve(READY_AT_ONCE);
  }
}

/** What engines write-protect in every container, but of /proc/sys all but `net`, which is the container's own. */
const READ_ONLY_PATHS = [
  ...['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sysrq-trigger'],
  ...['abi', 'debug', 'dev', 'fs', 'kernel', 'sunrpc', 'user', 'vm'].map((name) => `/proc/sys/${name}`),
];

const READY_AT_ONCE: WaitStrategy = {
  waitUntilReady: () => Promise.resolve(),
  withStartupTimeout: () => READY_AT_ONCE,
  isStartupTimeoutSet: () => false,
  getStartupTimeout: () => 0,
};
