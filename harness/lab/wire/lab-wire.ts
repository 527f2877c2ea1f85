import { HalfcloseError } from '../../model/errors.ts';
import type { FaultEvidence } from '../../model/evidence.ts';
import { isMadeUp } from '../../model/flood.ts';
import type { HalfOpenCount } from '../../model/half-open.ts';
import type { Corruption, FaultAction, TouchedSegment } from '../../model/wire.ts';
import type { Lab } from '../lab.ts';
import type { LabHost } from '../lab-host.ts';
import type { WireNews } from '../lab-host-events.ts';
import { checkNumbers, type DelayOptions, type ForgetOptions, type RateOptions } from './fault-options.ts';
import { planFault, type FaultPlan } from './fault-plan.ts';
import { Floods, type FloodOptions } from './floods.ts';
import { forge, type Forgery } from './forgery.ts';
import { HeldSegments } from './held-segments.ts';
import { faultGroup, type FaultGroup } from './fault-group.ts';
import type { SegmentChoice } from './segment-choice.ts';
import { WireFault } from './wire-fault.ts';
import type { WirePlace } from './wire-place.ts';

/**
 * The paths of segments between the lab's hosts. A fault is in force when its call resolves; a segment goes past all
 * faults in the order in which they were made. Faults work where segments arrive, so the sender's kernel knows nothing.
 */
export class LabWire {
  readonly #lab: Lab;
  readonly #faults: WireFault[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #floods: Floods;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#floods = new Floods(lab);
  }

  /** Puts segments into the evidence, and nothing else. */
  watch(choice: SegmentChoice): Promise<WireFault> {
    return this.#put({ kind: 'watch' }, choice);
  }

  drop(choice: SegmentChoice): Promise<WireFault> {
    return this.#put({ kind: 'drop' }, choice);
  }

  /** Keeps segments in the receiver's kernel until they are released. */
  async hold(choice: SegmentChoice): Promise<HeldSegments> {
    const plan = this.#plan({ kind: 'hold' }, choice);
    return this.#arm(new HeldSegments(this.#lab, this.#name('hold'), plan), plan);
  }

  /** Passes segments on `ms` later, give or take `jitterMs`; those of one direction keep their order. */
  async delay(choice: SegmentChoice, options: DelayOptions): Promise<WireFault> {
    const { ms, jitterMs = 0 } = checkNumbers('delay', options);
    return this.#put({ kind: 'delay', ms, jitterMs }, choice);
  }

  /** The receiver gets each segment and `copies` more of it. Default: 1. */
  async duplicate(choice: SegmentChoice, options: { readonly copies?: number } = {}): Promise<WireFault> {
    const { copies = 1 } = checkNumbers('duplicate', options);
    return this.#put({ kind: 'duplicate', copies }, choice);
  }

  /** Lets a segment past only after `behind` later ones of its direction. Default: 1. */
  async reorder(choice: SegmentChoice, options: { readonly behind?: number } = {}): Promise<WireFault> {
    const { behind = 1 } = checkNumbers('reorder', options);
    return this.#put({ kind: 'reorder', behind }, choice);
  }

  /** `checksum`, the default: the receiver's TCP drops it. `payload`: the application gets a wrong byte. */
  async corrupt(choice: SegmentChoice, options: { readonly what?: Corruption } = {}): Promise<WireFault> {
    const { what = 'checksum' } = checkNumbers('corrupt', options);
    return this.#put({ kind: 'corrupt', what }, choice);
  }

  /** Drops segments and answers their sender in the receiver's name: with RST, the default, or an ICMP error. */
  async reject(
    choice: SegmentChoice,
    options: { readonly with?: Extract<FaultAction, { kind: 'reject' }>['with'] } = {},
  ): Promise<WireFault> {
    const { with: how = 'rst' } = checkNumbers('reject', options);
    return this.#put({ kind: 'reject', with: how }, choice);
  }

  /** Drops each segment with that probability, drawn from the run's seed. */
  async loss(choice: SegmentChoice, options: { readonly probability: number }): Promise<WireFault> {
    return this.#put({ kind: 'lose', ...checkNumbers('lose', options) }, choice);
  }

  /** A link of so many bytes a second; of more than `queue` waiting segments (default 1000) the last is dropped. */
  async rate(choice: SegmentChoice, options: RateOptions): Promise<WireFault> {
    const { bytesPerSecond, queue = 1_000 } = checkNumbers('rate', options);
    return this.#put({ kind: 'rate', bytesPerSecond, queue }, choice);
  }

  /** A middlebox that forgets a connection after `afterMs` without a segment, and then drops what comes, or resets. */
  async idleTimeout(a: WirePlace, b: WirePlace, options: ForgetOptions): Promise<FaultGroup> {
    const action = { kind: 'forget', ...checkNumbers('forget', options) } as const;
    return faultGroup([
      () => this.#put(action, { from: a, to: b }),
      () => this.#put(action, { from: b, to: a }),
    ]);
  }

  /** Nothing gets from one to the other any more, nor back; with `oneWay`, only from the first to the second. */
  async partition(
    a: WirePlace,
    b: WirePlace,
    options: { readonly oneWay?: boolean } = {},
  ): Promise<FaultGroup> {
    const { oneWay = false } = checkNumbers('partition', options);
    const back = oneWay ? [] : [() => this.drop({ from: b, to: a })];
    return faultGroup([() => this.drop({ from: a, to: b }), ...back]);
  }

  /** Pulls a host's cable: nothing gets in or out. Its kernel does not notice, as behind a switch. */
  cut(host: LabHost): Promise<FaultGroup> {
    return faultGroup([() => this.drop({ from: host }), () => this.drop({ to: host })]);
  }

  /** Sends a made-up segment. It passes the wire untouched, and bears a hop limit of 255, by which captures show it. */
  async inject(forgery: Forgery): Promise<void> {
    const segment = await forge(forgery, this.#lab.hosts);
    const host = this.#lab.hosts.find((candidate) => candidate.owns(segment.from.address));
    if (!host) {
      const why = `${segment.from.address} is no host of this lab that a segment could be sent from`;
      throw new HalfcloseError('INVALID_OPTION', `lab.wire.inject(): ${why}`);
    }
    const flags = segment.flags.join(' ');
    this.#lab.step(`wire: forged ${flags}, seq ${String(segment.seq)}, as if from ${host.name}`);
    await host.request('wireForge', { segment });
  }

  /**
   * SYNs of connections that nobody will ever complete, from addresses that nobody has. They come in over the host's
   * loopback, where its answers end. Looks count the half-open requests that they leave: `toHaveHalfOpen()`.
   */
  async flood(options: FloodOptions): Promise<void> {
    const { host, flood, what } = this.#floods.plan(options);
    this.#lab.step(`wire: ${this.#name('flood')}: ${what}`);
    await host.request('wireFlood', { flood });
  }

  /** Called by the lab when a host has joined it: faults that name no receiver are put on it too. */
  async reach(host: LabHost): Promise<void> {
    for (const fault of this.#faults) await fault.putOn(host);
  }

  /** Called by the lab with what an agent tells of its wire. */
  receive(host: LabHost, event: WireNews, localTime: (hostTime: number) => number): void {
    if (event.event === 'wire-failed') this.#lab.broken.abort(wireFailed(host, event.message));
    else if (event.event === 'wire-question') void this.#answer(host, event);
    else for (const touched of event.touched) this.#record(host, touched, localTime(touched.at));
  }

  /** Called by the lab with what a look has counted of floods. */
  receiveFloods(host: LabHost, floods: readonly HalfOpenCount[], at: number): void {
    const time = this.#lab.recorder.toLabTime(at);
    for (const count of floods)
      this.#lab.recorder.record({ probe: 'half-open', at: time, host: host.name, ...count });
  }

  /** Whether the address is one that a flood has made up for the host. */
  hasMadeUp(host: LabHost, address: string): boolean {
    return this.#floods.haveMet(host) && isMadeUp(address);
  }

  /** Segments that the harness itself lost say that nothing seen of this lab can be trusted. Asked at its end. */
  async lost(): Promise<HalfcloseError | undefined> {
    if (this.#faults.length === 0) return undefined;
    const losses = this.#lab.hosts.map(async (host) => {
      const health = await host.wireHealth().catch(() => undefined);
      return health && health.lost > 0 ? segmentsLost(host, health.lost) : undefined;
    });
    return (await Promise.all(losses)).find((loss) => loss !== undefined);
  }

  evidence(): FaultEvidence[] {
    return this.#faults.map((fault) => fault.evidence());
  }

  async #put(action: FaultAction, choice: SegmentChoice): Promise<WireFault> {
    const plan = this.#plan(action, choice);
    return this.#arm(new WireFault(this.#lab, this.#name(action.kind), plan), plan);
  }

  #plan(action: FaultAction, choice: SegmentChoice): FaultPlan {
    const plan = planFault(action, choice, this.#lab.hosts);
    const other = this.#faults.find((fault) => fault.contradicts(plan));
    if (!other) return plan;
    throw new HalfcloseError(
      'CONFLICTING_FAULTS',
      `${plan.what}: every such segment is decided by ${other.name} (${other.what})`,
      { hint: 'lift that one first, or choose other segments' },
    );
  }

  async #arm<F extends WireFault>(fault: F, plan: FaultPlan): Promise<F> {
    this.#lab.step(`wire: ${fault.name}: ${plan.what}`);
    this.#faults.push(fault);
    try {
      await Promise.all(this.#lab.hosts.map((host) => fault.putOn(host)));
    } catch (error) {
      await fault.lift();
      throw error;
    }
    return fault;
  }

  #name(kind: string): string {
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    return `${kind}-${String(number)}`;
  }

  #record(host: LabHost, touched: TouchedSegment, at: number): void {
    const { address } = touched.from;
    const sender = this.#lab.hosts.find((candidate) => candidate.owns(address))?.name ?? address;
    const time = this.#lab.recorder.toLabTime(at);
    const observation = { probe: 'wire' as const, ...touched, at: time, host: host.name, sender };
    this.#faults.find(({ name }) => name === touched.fault)?.touched(observation);
    this.#lab.recorder.record(observation);
  }

  async #answer(host: LabHost, event: Extract<WireNews, { event: 'wire-question' }>): Promise<void> {
    const { question, fault: name, segment } = event;
    const where = this.#faults.find((fault) => fault.name === name)?.where;
    try {
      const selected = (await where?.(segment)) === true;
      await host.request('wireAnswer', { question, selected });
    } catch (error) {
      this.#lab.broken.abort(error);
    }
  }
}

function wireFailed(host: LabHost, message: string): HalfcloseError {
  return new HalfcloseError('NO_WIRE', `the wire of host ${host.name} failed: ${message}`);
}

function segmentsLost(host: LabHost, count: number): HalfcloseError {
  return new HalfcloseError(
    'WIRE_LOST',
    `the kernel's queue of host ${host.name} lost ${String(count)} segments that no fault was to touch`,
    { hint: 'more came in at once than the harness could judge: choose segments more narrowly' },
  );
}
