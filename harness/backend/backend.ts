import type { Readable, Writable } from 'node:stream';
import type { AgentEvent, Operation, Params, Result } from '../model/protocol.ts';

export type BackendName = 'netns' | 'docker';

export interface HostOptions {
  readonly name: string;
  /** Kernel parameters of this host, `net.ipv4.tcp_fin_timeout: 1`. Only those that a network namespace has of its own. */
  readonly sysctls: Readonly<Record<string, string>>;
}

/** A conversation with the agent of one host. */
export interface AgentChannel {
  /** Rejects with AGENT_DIED when the agent ends first, and with the agent's own typed failure where it refuses. */
  request<O extends Operation>(op: O, params: Params<O>): Promise<Result<O>>;
  onEvent(listener: (event: AgentEvent) => void): void;
  /** Called once, when the agent is gone without having been asked to. */
  onDeath(listener: (error: Error) => void): void;
}

/** What a program that a backend started is spoken to over. */
export interface ProgramStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** One network namespace with addresses of its own, alive as long as its agent. */
export interface Host {
  readonly name: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly agent: AgentChannel;
  /** What a person looks for in `ps` or `docker ps`: a process id or a container id. */
  readonly identity: { readonly pid?: number; readonly container?: string };
  stop(): Promise<void>;
}

/** How hosts get the real Toxiproxy, with its HTTP API on a port of their loopback. */
export interface ToxiproxySource {
  /** Where it comes from, for a person: a file or an image. */
  readonly from: string;
  /** Its file inside every host, which the agent starts; undefined where `startBeside` does that. */
  readonly program?: string;
  readonly startBeside?: (host: Host, port: number) => Promise<void>;
}

/** The network of one lab, and the hosts on it. Stopping it stops all of them. */
export interface LabNetwork {
  readonly backend: BackendName;
  /** Facts for the evidence: engine version, subnet, privileges used. */
  readonly facts: Readonly<Record<string, string>>;
  createHost(options: HostOptions): Promise<Host>;
  /** Raises NO_TOXIPROXY where its hosts cannot have one. Starts nothing. */
  toxiproxy(): Promise<ToxiproxySource>;
  stop(): Promise<void>;
}

export interface Backend {
  readonly name: BackendName;
  /** Raises a typed error when this machine cannot run the backend. Starts nothing. */
  check(): Promise<void>;
  /** What the hosts of its networks have, or raises NO_TOXIPROXY. Starts nothing. */
  toxiproxy(): Promise<ToxiproxySource>;
  /** Makes a lab's network, after `check()`. */
  createNetwork(labId: string): Promise<LabNetwork>;
  /**
   * Runs a program of shell beside the hosts, with the name as its `$0`, as the user who may see their kernel's trace.
   * It ends by itself when its stdin does. Raises NOT_OBSERVABLE where that would be on a machine nobody has said yes for.
   */
  startObserver(program: string, name: string): Promise<ProgramStreams>;
}
