import { randomInt } from 'node:crypto';
import type { Backend, LabNetwork } from '../backend/backend.ts';
import { monotonicMs } from '../model/clock.ts';
import { MATCHER_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { ClaimFacts } from '../model/claims/claim-evidence.ts';
import type { ExpectationEvidence } from '../model/evidence.ts';
import { Recorder } from '../observe/recorder.ts';
import type { Client, ClientOptions } from './client.ts';
import { HostPool } from './host-pool.ts';
import { checkTraceSetting, KernelTrace } from './kernel-trace.ts';
import { LabCapture } from './lab-capture.ts';
import type { LabHost } from './lab-host.ts';
import { LabTrace } from './lab-trace.ts';
import type { LabProxy, ProxyOptions } from './lab-proxy.ts';
import type { HeldSocket } from './held-socket.ts';
import { LabNews } from './lab-news.ts';
import type { LabSocket } from './lab-socket.ts';
import { makeClient } from './make-client.ts';
import { makeProgram } from './make-program.ts';
import { makeProxy } from './make-proxy.ts';
import { makeRawSocket } from './make-raw-socket.ts';
import { makeServer } from './make-server.ts';
import { checkOptions } from './options.ts';
import type { Program, ProgramOptions } from './program.ts';
import type { RawSocket, RawSocketOptions } from './raw-socket.ts';
import type { Server, ServerOptions } from './server.ts';
import { SocketRegistry } from './socket-registry.ts';
import { chosenSeed } from './seed.ts';
import { checkStepName, recordCounters } from './steps.ts';
import { Teardown } from './teardown.ts';
import { LabWire } from './wire/lab-wire.ts';

export interface HostOptions {
  /** Default: `host`, then `host-2`, … */
  readonly name?: string;
  /** Kernel parameters that a host has of its own, such as `{ 'net.ipv4.tcp_fin_timeout': 1 }`. */
  readonly sysctls?: Readonly<Record<string, string | number>>;
}

/** Everything one scenario runs in: hosts on a network of their own, the sockets in them, what was observed. */
export class Lab {
  readonly recorder = new Recorder();
  readonly registry = new SocketRegistry();
  readonly teardown = new Teardown();
  /** The paths of segments between the lab's hosts, and the faults on them. */
  readonly wire: LabWire;
  /** What the kernel itself tells of the lab's sockets, where it may be asked. */
  readonly trace: LabTrace;
  /** What passes the network devices of the lab's hosts. */
  readonly capture = new LabCapture(this.recorder);
  readonly network: LabNetwork;
  readonly pool: HostPool;
  /** Every random choice of the lab comes from this number. Set HALFCLOSE_SEED to repeat one. */
  readonly seed: number;
  /** Aborted when a host has died, with the reason. */
  readonly broken = new AbortController();
  /** Where the lab's evidence goes; undefined for a lab that keeps none. */
  evidenceFile: string | undefined;
  /** Expectations made of this lab, and what came of them. */
  readonly expectations: ExpectationEvidence[] = [];
  /** Claims that the scenario puts to the kernel, and what was found of them. */
  readonly claims: ClaimFacts[] = [];
  /** The programs that were started in its hosts. */
  readonly programs: Program[] = [];
  readonly #names = new Map<string, number>();

  private constructor(network: LabNetwork, seed: number, trace: KernelTrace) {
    this.network = network;
    this.seed = seed;
    const news = new LabNews(this);
    this.pool = new HostPool(network, {
      lab: this,
      onSeen: (host, seen, look) => news.seen(host, seen, look),
      onFloods: (host, floods, at) => this.wire.receiveFloods(host, floods, at),
      onApplication: (host, event, at) => news.application(host, event, at),
      onWire: (host, event, localTime) => this.wire.receive(host, event, localTime),
      onProgram: (_host, news) => this.programs.find(({ name }) => name === news.program)?.receive(news),
      onDeath: (_host, error) => this.broken.abort(error),
      onCaptured: (host, packets, at) => this.capture.receive(host, packets, at),
      onEndedSocket: (host, ended, at) => news.endedSocket(host, ended, at),
      onMade: (host) => this.trace.watch(host),
      onClaim: async (host) => {
        host.beginLooks();
        this.capture.addHost(host);
        await Promise.all([this.trace.ready, this.wire.reach(host)]);
      },
      onConfigured: (host, what) => this.step(`${host.name}: ${what}`),
    });
    this.wire = new LabWire(this);
    this.trace = new LabTrace(this, trace);
    this.teardown.add(`the lab's network (${network.backend})`, () => network.stop());
    this.teardown.add('the making of hosts', () => this.pool.settle());
    this.teardown.add("the kernel's trace", () => this.trace.end());
  }

  /**
   * Makes the lab's network, and begins to make hosts of these names: they start side by side, while the first of them
   * is still getting ready. Raises a typed error where this machine cannot, before anything is started.
   */
  static async open(backend: Backend, hosts: readonly string[] = []): Promise<Lab> {
    const id = `${process.pid.toString(36)}-${randomInt(2 ** 32).toString(36)}`;
    const seed = chosenSeed();
    checkTraceSetting();
    const network = await backend.createNetwork(id);
    // After the network, which the hosts wait for; the trace is ready long before they are.
    const trace = KernelTrace.join(backend);
    const lab = new Lab(network, seed, trace);
    for (const name of hosts) lab.pool.prepare(name);
    return lab;
  }

  /** A host with nothing on it but its kernel. */
  async host(options: HostOptions = {}): Promise<LabHost> {
    checkOptions('host', options);
    return this.pool.claim(this.freshName('host', options.name), options.sysctls);
  }

  /** A listening server. Resolves when the kernel has it in LISTEN. */
  async server(options: ServerOptions = {}): Promise<Server> {
    checkOptions('server', options);
    return makeServer(this, options);
  }

  /** A client socket. Resolves when connect(2) has been called; what comes of it is for matchers to ask. */
  async client(options: ClientOptions): Promise<Client> {
    checkOptions('client', options);
    return makeClient(this, options);
  }

  /** The fault-injecting proxy, with no faults yet. Resolves when it listens. */
  async proxy(options: ProxyOptions): Promise<LabProxy> {
    checkOptions('proxy', options);
    return makeProxy(this, options);
  }

  /**
   * A program of the machine's own, or of the image of its hosts. Resolves when it listens on its port, or runs where it
   * has none. It ends with the lab. Raises MISSING_TOOL, PROGRAM_ENDED where it ended first, or TIMED_OUT.
   */
  async program(options: ProgramOptions): Promise<Program> {
    checkOptions('program', options);
    return makeProgram(this, options);
  }

  /** A TCP socket that is steered by system calls. Resolves when socket(2) has made it. */
  async rawSocket(options: RawSocketOptions = {}): Promise<RawSocket> {
    checkOptions('rawSocket', options);
    return makeRawSocket(this, options);
  }

  /**
   * Marks this moment by a name: the timeline shows it, and the kernel counters of every host are read, so that the
   * evidence tells what moved before it and what after. Raises INVALID_OPTION for an empty name.
   */
  step(name: string): void {
    checkStepName(name);
    this.note(name);
    void recordCounters(this);
  }

  /** Puts a line into the timeline for what does nothing to any host, so that no counters need to be read for it. */
  note(text: string): void {
    this.recorder.record({ probe: 'step', at: this.now(), text });
  }

  get sockets(): LabSocket[] {
    return this.registry.all;
  }

  get hosts(): readonly LabHost[] {
    return this.pool.claimed;
  }

  /** Milliseconds since the scenario began. */
  now(): number {
    return this.recorder.toLabTime(monotonicMs());
  }

  /** `server`, then `server-2`, …; or the wanted name. Raises INVALID_OPTION where that one is taken. */
  freshName(kind: string, wanted?: string): string {
    const taken = this.#names.get(wanted ?? kind) ?? 0;
    if (wanted !== undefined && taken > 0) {
      throw new HalfcloseError('INVALID_OPTION', `this lab has something called \`${wanted}\` already`);
    }
    this.#names.set(wanted ?? kind, taken + 1);
    return wanted ?? (taken === 0 ? kind : `${kind}-${String(taken + 1)}`);
  }

  /** The agent's name for the socket, as soon as its application has accepted it. */
  async untilAccepted(socket: HeldSocket): Promise<string> {
    const deadline = AbortSignal.timeout(MATCHER_DEADLINE_MS);
    const signal = AbortSignal.any([deadline, this.broken.signal]);
    while (socket.agentName === undefined && !signal.aborted) await this.recorder.untilNews(signal);
    if (socket.agentName !== undefined) return socket.agentName;
    this.broken.signal.throwIfAborted();
    throw new HalfcloseError(
      'TIMED_OUT',
      `${socket.name}: no connection came in within ${String(MATCHER_DEADLINE_MS)} ms`,
      {
        hint: 'only an accepted connection can be steered; is there a client, and does it reach this server?',
      },
    );
  }
}
