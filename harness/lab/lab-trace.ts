import type { TraceObservation } from '../model/observation.ts';
import type { TraceEvidence } from '../model/evidence.ts';
import { unmapped } from '../model/socket-row.ts';
import type { TraceEvent } from '../observe/trace/trace-event.ts';
import { FloodAnswers } from './flood-answers.ts';
import type { KernelTrace } from './kernel-trace.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocket } from './lab-socket.ts';
import { isOfFullSocket, TracedLife } from './traced-life.ts';
import { TracedMemory } from './traced-memory.ts';

/** What the kernel's trace tells of one lab's sockets. */
export class LabTrace {
  readonly #lab: Lab;
  readonly #trace: KernelTrace;
  /** By the address in the kernel. */
  readonly #memory = new Map<bigint, TracedMemory>();
  /** Those whose socket is not known yet. */
  readonly #strays = new Set<TracedLife>();
  readonly #floodAnswers: FloodAnswers;
  readonly #disclaim: (() => void)[] = [];
  readonly #hosts: LabHost[] = [];
  #events = 0;
  /** How it had fared by the lab's end. */
  #atEnd: TraceEvidence | undefined;

  constructor(lab: Lab, trace: KernelTrace) {
    this.#lab = lab;
    this.#trace = trace;
    this.#floodAnswers = new FloodAnswers(lab.recorder);
  }

  /** Resolves once everything is traced, or it is known why nothing is: no socket is made before. */
  get ready(): Promise<void> {
    return this.#trace.ready;
  }

  /** Why what it does not show proves nothing; undefined while it is whole. */
  get gap(): string | undefined {
    return this.#atEnd ? this.#atEnd.why : (this.#trace.gap ?? this.#otherKernel());
  }

  /** The reasons for a RST that the hosts' kernel knows; undefined where it is not traced. */
  get resetReasons(): readonly string[] | undefined {
    return this.#trace.resetReasons;
  }

  /** From now on it hears of the host's sockets; a host has none before. */
  watch(host: LabHost): void {
    this.#hosts.push(host);
    for (const address of host.addresses.filter((each) => each !== ''))
      this.#disclaim.push(this.#trace.claim(address, (event) => this.#receive(host, event)));
  }

  /** Something became known by which a stray may be recognised. */
  settle(): void {
    for (const life of this.#strays) if (this.#tell(life)) this.#strays.delete(life);
  }

  /** Resolves once all that was traced before the call is in the timeline. */
  async flush(): Promise<void> {
    const known = new Set(this.#lab.registry.all.filter(({ ends }) => ends));
    await this.#trace.flush();
    this.#floodAnswers.tell();
    for (const memory of this.#memory.values()) for (const life of memory.release()) this.#strays.add(life);
    this.settle();
    this.#settleConnecting(known);
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
    const { gap } = this;
    const state = gap === undefined ? 'on' : this.#trace.isOn ? 'lost' : 'off';
    return { state, why: gap, events: this.#events, instance: this.#trace.instance };
  }

  /** The trace of another kernel than that of the hosts would show nothing of them, and seem whole. */
  #otherKernel(): string | undefined {
    // Before it is ready it does not know its own.
    if (!this.#trace.isOn) return undefined;
    const elsewhere = this.#hosts.find(({ boot }) => boot !== this.#trace.boot);
    return elsewhere && `it is of another kernel than that of ${elsewhere.name}`;
  }

  #receive(host: LabHost, event: TraceEvent): void {
    this.#events++;
    if (event.kind === 'retransmitted' && this.#lab.wire.hasMadeUp(host, event.peer.address)) {
      this.#floodAnswers.add(host, event);
      return;
    }
    // close() on a socket that has sent its FIN already shows as a change from FIN_WAIT2 to itself.
    if (event.kind === 'state' && event.from === event.to) return;
    for (const life of this.#livesOf(host, unmapped(event))) if (!this.#tell(life)) this.#strays.add(life);
  }

  /**
   * One in SYN_SENT bears no port yet. It is known where one life and one socket alone can be meant: of a socket whose
   * ends were known before the flush, the flush has brought what there is.
   */
  #settleConnecting(known: ReadonlySet<LabSocket>): void {
    const connecting = [...this.#strays].filter(({ ends }) => ends.local.port === 0);
    for (const life of connecting) {
      const meant = this.#lab.registry.connectingLike(life.host, life.ends).filter((each) => known.has(each));
      if (meant.length !== 1 || connecting.some((other) => other !== life && life.isLike(other))) continue;
      life.socket = meant[0];
      this.#record(life, life.socket);
      this.#strays.delete(life);
    }
  }

  /** Those that have something new to tell. */
  #livesOf(host: LabHost, event: TraceEvent): readonly TracedLife[] {
    if (!isOfFullSocket(event)) return [new TracedLife(host, event, undefined).add(event)];
    let memory = this.#memory.get(event.sk);
    if (!memory) this.#memory.set(event.sk, (memory = new TracedMemory()));
    return memory.add(host, event);
  }

  /** Puts what waits into the timeline, unless nobody knows yet whose it is. */
  #tell(life: TracedLife): boolean {
    life.socket ??= life.socketBefore ?? this.#ownerOf(life);
    if (life.socket) this.#record(life, life.socket);
    return life.socket !== undefined;
  }

  #ownerOf({ host, ends, isWhole, beganAt }: TracedLife): LabSocket | undefined {
    if (ends.local.port === 0) return undefined;
    const { registry } = this.#lab;
    if (!isWhole || ends.peer.port !== 0) return registry.ofTraced(host, ends, isWhole);
    return registry.ofListener(host, ends, host.toLocalTime(beganAt));
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
      if (observation.kind !== 'state') socket?.track.tracedSegments.push(observation);
      else if (socket) {
        socket.track.addTraced(observation);
        if (observation.to === 'CLOSED') askWhatIsLeft(socket);
      }
      this.#lab.recorder.record(observation);
    }
  }
}

/**
 * To the trace the end of a socket is CLOSED, whatever mini-socket it leaves. A look tells; where neither a look nor an
 * application has known of the socket, it has to be asked.
 */
function askWhatIsLeft({ host, ends, track }: LabSocket): void {
  if (!ends || ends.peer.port === 0) return;
  if (track.sightings.length > 0 || track.application.length > 0) return;
  // A dead host has nothing left, and its death is on its way to the scenario.
  host.request('announce', ends).catch(() => undefined);
}
