import type { TraceObservation } from '../model/observation.ts';
import type { TraceEvidence } from '../model/evidence.ts';
import type { TraceEvent } from '../observe/trace/trace-event.ts';
import type { KernelTrace } from './kernel-trace.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocket } from './lab-socket.ts';
import { beginsLife, isOfFullSocket, TracedLife } from './traced-life.ts';

/** What the kernel's trace tells of one lab's sockets. */
export class LabTrace {
  readonly #lab: Lab;
  readonly #trace: KernelTrace;
  /** The lives of each kernel socket in their order, by its address in the kernel. */
  readonly #lives = new Map<bigint, TracedLife[]>();
  /** Those whose socket is not known yet. */
  readonly #strays = new Set<TracedLife>();
  readonly #disclaim: (() => void)[] = [];
  #events = 0;
  /** How it had fared by the lab's end. */
  #atEnd: TraceEvidence | undefined;

  constructor(lab: Lab, trace: KernelTrace) {
    this.#lab = lab;
    this.#trace = trace;
  }

  /** Resolves once everything is traced, or it is known why nothing is: no socket is made before. */
  get ready(): Promise<void> {
    return this.#trace.ready;
  }

  /** Why what it does not show proves nothing; undefined while it is whole. */
  get gap(): string | undefined {
    return this.#atEnd ? this.#atEnd.why : this.#trace.gap;
  }

  /** The reasons for a RST that the hosts' kernel knows; undefined where it is not traced. */
  get resetReasons(): readonly string[] | undefined {
    return this.#trace.resetReasons;
  }

  /** From now on it hears of the host's sockets; a host has none before. */
  watch(host: LabHost): void {
    for (const address of host.addresses.filter((each) => each !== ''))
      this.#disclaim.push(this.#trace.claim(address, (event) => this.#receive(host, event)));
  }

  /** Something became known by which a stray may be recognised. */
  settle(): void {
    for (const life of this.#strays) if (this.#tell(life)) this.#strays.delete(life);
  }

  /** Resolves once all that was traced before the call is in the timeline. */
  async flush(): Promise<void> {
    await this.#trace.flush();
    this.settle();
    // A RST for no socket may have been sent for one that the scenario never made: the host's it is all the same.
    for (const life of this.#strays) {
      if (life.isOfSocket) continue;
      this.#record(life, undefined);
      this.#strays.delete(life);
    }
  }

  end(): void {
    this.#atEnd = this.evidence();
    for (const disclaim of this.#disclaim) disclaim();
    this.#trace.leave();
  }

  evidence(): TraceEvidence {
    if (this.#atEnd) return this.#atEnd;
    const { gap } = this.#trace;
    const state = gap === undefined ? 'on' : this.#trace.isOn ? 'lost' : 'off';
    return { state, why: gap, events: this.#events, instance: this.#trace.instance };
  }

  #receive(host: LabHost, event: TraceEvent): void {
    this.#events++;
    // close() on a socket that has sent its FIN already shows as a change from FIN_WAIT2 to itself.
    if (event.kind === 'state' && event.from === event.to) return;
    const life = this.#lifeOf(host, event);
    life.add(event);
    if (!this.#tell(life)) this.#strays.add(life);
  }

  #lifeOf(host: LabHost, event: TraceEvent): TracedLife {
    if (!isOfFullSocket(event)) return new TracedLife(host, event, undefined);
    let lives = this.#lives.get(event.sk);
    if (!lives) this.#lives.set(event.sk, (lives = []));
    // The kernel gives a socket's memory to the next one, wherever that is.
    const here = lives.filter((life) => life.host === host);
    const known = here.findLast(({ beganAt }) => beganAt <= event.at);
    const headless = here.find(({ beganAt, isWhole }) => beganAt > event.at && !isWhole);
    // After its last change a life has no other: that is the next one's, whose beginning has not come yet.
    const isNext = event.kind === 'state' && known !== undefined && known.endedAt < event.at;
    if (known && !isNext && !beginsLife(event)) return known;
    if (headless) return headless;
    const life = new TracedLife(host, event, known);
    lives.splice(lives.findLastIndex(({ beganAt }) => beganAt <= event.at) + 1, 0, life);
    return life;
  }

  /** Puts what waits into the timeline, unless nobody knows yet whose it is. */
  #tell(life: TracedLife): boolean {
    life.socket ??= life.socketBefore ?? this.#lab.registry.ofTraced(life.host, life.ends, life.isWhole);
    if (life.socket) this.#record(life, life.socket);
    return life.socket !== undefined;
  }

  /** A SYN-ACK that is sent again is traced with its listener; its ends say whose it is. */
  #ofRequest(life: TracedLife, event: TraceEvent): LabSocket | undefined {
    if (event.kind !== 'retransmitted' || event.peer.port === life.ends.peer.port) return undefined;
    return this.#lab.registry.ofRequest(life.host, event);
  }

  #record(life: TracedLife, known: LabSocket | undefined): void {
    const { host } = life;
    for (const traced of life.takeWaiting()) {
      const { sk, ...event } = traced;
      const at = this.#lab.recorder.toLabTime(host.toLocalTime(event.at));
      const socket = this.#ofRequest(life, traced) ?? known;
      const observation: TraceObservation = {
        ...{ probe: 'trace', ...event, at },
        ...{ host: host.name, socket: socket?.name },
      };
      if (observation.kind === 'state') socket?.track.addTraced(observation);
      else socket?.track.tracedSegments.push(observation);
      this.#lab.recorder.record(observation);
    }
  }
}
