import type { Host, ToxiproxySource } from '../backend/backend.ts';
import type { HostEvidence } from '../model/evidence.ts';
import { counterDeltas } from '../model/proc-counters.ts';
import type {
  AgentEvent,
  Counters,
  HelloReply,
  LookEvent,
  LookSummary,
  Operation,
  Params,
  Result,
} from '../model/protocol.ts';
import type { ProgramStart } from '../model/program-protocol.ts';
import { unmapped } from '../model/socket-row.ts';
import type { WireHealth } from '../model/wire.ts';
import { meet, type Acquaintance } from './acquaintance.ts';
import { HostCapture } from './host-capture.ts';
import type { HostCounters, CounterNews } from './host-counters.ts';
import type { Lab } from './lab.ts';
import type { LabHostEvents } from './lab-host-events.ts';
import { LookCadence } from './look-cadence.ts';

/** Where Toxiproxy's API listens by default. Nothing else of the harness listens on a host's loopback. */
const TOXIPROXY_CONTROL_PORT = 8474;

/** A host of the lab with its clock measured, its looks counted and its counters' start known. */
export class LabHost {
  readonly name: string;
  readonly capture: HostCapture;
  readonly #host: Host;
  readonly #events: LabHostEvents;
  #sysctls: Readonly<Record<string, string>>;
  readonly #hello: HelloReply;
  readonly #clock: HostEvidence['clock'];
  readonly #counters: HostCounters;
  readonly #cadence: LookCadence;
  #looks: LookSummary = { looks: 0, errors: 0, at: 0 };
  #toxiproxy: Promise<string> | undefined;
  #wire: WireHealth | undefined;

  private constructor(
    host: Host,
    sysctls: Readonly<Record<string, string>>,
    { hello, clock, counters }: Acquaintance,
    capture: HostCapture,
    events: LabHostEvents,
  ) {
    this.#events = events;
    this.name = host.name;
    this.#host = host;
    this.#cadence = new LookCadence(host.agent);
    this.#sysctls = sysctls;
    this.#hello = hello;
    this.#clock = clock;
    this.#counters = counters;
    this.capture = capture;
  }

  /** Makes acquaintance with the agent of a host that the backend has just made. Its capture is on before its first socket. */
  static async open(
    host: Host,
    sysctls: Readonly<Record<string, string>>,
    events: LabHostEvents,
  ): Promise<LabHost> {
    const [capture, acquaintance] = await Promise.all([HostCapture.start(host), meet(host)]);
    const labHost = new LabHost(host, sysctls, acquaintance, capture, events);
    host.agent.onEvent((event) => labHost.#receive(event, events));
    capture.onPackets((packets) => {
      events.onCaptured(labHost, packets, (packet) => labHost.toLocalTime(capture.timeOf(packet)));
    });
    host.agent.onDeath((error) => events.onDeath(labHost, error));
    return labHost;
  }

  /** The lab it belongs to. */
  get lab(): Lab {
    return this.#events.lab;
  }

  /** The host's address of that family. */
  ip(family: 'ipv4' | 'ipv6'): string {
    return this.#host[family];
  }

  /** Both of its addresses. */
  get addresses(): readonly string[] {
    return [this.#host.ipv4, this.#host.ipv6];
  }

  /** The boot of its kernel: the same in all hosts that one kernel has. */
  get boot(): string {
    return this.#hello.boot;
  }

  owns(address: string): boolean {
    return address === this.#host.ipv4 || address === this.#host.ipv6;
  }

  request<O extends Operation>(op: O, params: Params<O>): Promise<Result<O>> {
    return this.#host.agent.request(op, params);
  }

  /**
   * Sets a kernel parameter of this host from now on; the timeline and the evidence tell. Raises INVALID_OPTION for one
   * that a host does not have of its own, or a value that the kernel refuses.
   */
  async setSysctl(name: string, value: string | number): Promise<void> {
    await this.request('configure', { sysctls: { [name]: String(value) } });
    this.#sysctls = { ...this.#sysctls, [name]: String(value) };
    this.#events.onConfigured(this, `${name} = ${String(value)}`);
  }

  /**
   * A kernel parameter as it is in this host; undefined where its kernel has none of that name. Raises INVALID_OPTION for
   * one that is not the network's.
   */
  async getSysctl(name: string): Promise<string | undefined> {
    return (await this.request('readSysctl', { name })).value;
  }

  /** Whether the scenario has set that kernel parameter, which otherwise is as a new namespace has it. */
  hasSetSysctl(name: string): boolean {
    return name in this.#sysctls;
  }

  /**
   * One look that starts now. What it shows has been recorded when this resolves. With `whileWatched` there is none if
   * nobody watches the host closely any more when it would start.
   */
  async look(whileWatched = false): Promise<LookSummary> {
    return (this.#looks = await this.request('look', { whileWatched }));
  }

  get looks(): LookSummary {
    return this.#looks;
  }

  /** The counters that this host's kernel has, as `Tcp.OutRsts`. */
  get counterNames(): readonly string[] {
    return this.#counters.names;
  }

  /** How far each counter has moved since `before`, or since the host was made. */
  async counterDeltas(before?: Counters): Promise<Counters> {
    const now = await this.counters();
    return before ? counterDeltas(before, now) : this.#counters.moved;
  }

  counters(): Promise<Counters> {
    return this.#counters.read();
  }

  /** What counters have moved since this was asked last, on the harness's clock; undefined where none has. */
  async counterNews(): Promise<CounterNews | undefined> {
    const news = await this.#counters.news();
    return news && { ...news, at: this.toLocalTime(news.at), since: this.toLocalTime(news.since) };
  }

  /** How the host's wire has fared; undefined where it never had a fault. */
  async wireHealth(): Promise<WireHealth | undefined> {
    const health = await this.request('wireHealth', {});
    return health.queued > 0 ? (this.#wire = health) : undefined;
  }

  /** Has the host look from now on: one that was made ahead has nothing to see before it is part of a scenario. */
  beginLooks(): void {
    this.#cadence.begin();
  }

  /** Has the host look with at most this pause, in milliseconds, until the returned function is called. */
  watchClosely(pauseMs: number): () => void {
    return this.#cadence.watchClosely(pauseMs);
  }

  /** Starts the real Toxiproxy here unless it runs already. Resolves to the version it tells. */
  startToxiproxy(source: ToxiproxySource): Promise<string> {
    return (this.#toxiproxy ??= this.#startToxiproxy(source));
  }

  async #startToxiproxy({ program, startBeside }: ToxiproxySource): Promise<string> {
    const port = TOXIPROXY_CONTROL_PORT;
    await startBeside?.(this.#host, port);
    const { version } = await this.request('toxiproxyStart', { port, program });
    this.#cadence.expectSilence();
    return version;
  }

  /** Starts a program here. No event of its asks for a look; without the kernel's trace there are more of them. */
  async startProgram(start: ProgramStart): Promise<void> {
    await this.request('programStart', start);
    if (this.lab.trace.gap !== undefined) this.#cadence.expectSilence();
  }

  evidence(): HostEvidence {
    const { kernel, node } = this.#hello;
    return {
      name: this.name,
      ipv4: this.#host.ipv4,
      ipv6: this.#host.ipv6,
      identity: this.#host.identity,
      sysctls: this.#sysctls,
      versions: { kernel, node },
      clock: this.#clock,
      looks: { count: this.#looks.looks, errors: this.#looks.errors },
      counters: this.#counters.moved,
      countingBegan: this.lab.recorder.toLabTime(this.toLocalTime(this.#counters.began)),
      countedAt: this.lab.recorder.toLabTime(this.toLocalTime(this.#counters.at)),
      toxiproxy: this.#toxiproxy !== undefined,
      wire: this.#wire,
      capture: this.capture.evidence(),
      endedSockets: this.capture.endedSockets,
    };
  }

  /** A time of its kernel's CLOCK_MONOTONIC on the harness's, both in milliseconds. */
  toLocalTime(hostTime: number): number {
    return hostTime - this.#clock.offsetMs;
  }

  /** How far `toLocalTime` may be wrong, in milliseconds: on one kernel both clocks are the same. */
  get clockSlackMs(): number {
    return this.#clock.offsetMs === 0 ? 0 : this.#clock.uncertaintyMs;
  }

  #receive(event: AgentEvent, events: LabHostEvents): void {
    const local = (hostTime: number) => this.toLocalTime(hostTime);
    if (event.event === 'app') events.onApplication(this, event, local(event.at));
    else if (event.event === 'look') this.#receiveLook(event, events);
    else if (event.event === 'ended-socket') events.onEndedSocket(this, unmapped(event), local(event.at));
    else if (event.event === 'program-said' || event.event === 'program-ended') events.onProgram(this, event);
    else if (!HostCapture.isOwn(event)) events.onWire(this, event, local);
  }

  #receiveLook(event: LookEvent, events: LabHostEvents): void {
    this.#looks = event;
    const local = (hostTime: number) => this.toLocalTime(hostTime);
    const look = { at: local(event.at), before: local(event.before), began: local(event.began) };
    for (const seen of event.seen)
      events.onSeen(this, { ...unmapped(seen), row: seen.row && unmapped(seen.row) }, look);
    if (event.floods) events.onFloods(this, event.floods, look.at);
  }
}
