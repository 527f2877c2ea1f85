import { MATCHER_DEADLINE_MS } from '../../model/deadlines.ts';
import { HalfcloseError } from '../../model/errors.ts';
import type { FaultEvidence } from '../../model/evidence.ts';
import type { WireObservation } from '../../model/observation.ts';
import { contradicts } from '../../model/wire-coverage.ts';
import type { Lab } from '../lab.ts';
import type { LabHost } from '../lab-host.ts';
import type { FaultPlan } from './fault-plan.ts';

/** A fault on the wire, in force until it is lifted, disposed of, or the scenario ends. */
export class WireFault implements AsyncDisposable {
  /** `hold-1`, `drop-2`, …: under this name the evidence tells of it. */
  readonly name: string;
  /** Every segment it touched so far, each with its first verdict. */
  readonly segments: WireObservation[] = [];
  protected readonly lab: Lab;
  readonly #plan: FaultPlan;
  readonly #armedAt: number;
  readonly #known = new Set<string>();
  readonly #arming = new Map<LabHost, Promise<unknown>>();
  #liftedAt: number | undefined;

  constructor(lab: Lab, name: string, plan: FaultPlan) {
    this.lab = lab;
    this.name = name;
    this.#plan = plan;
    this.#armedAt = lab.now();
  }

  get what(): string {
    return this.#plan.what;
  }

  get where(): FaultPlan['where'] {
    return this.#plan.where;
  }

  get inForce(): boolean {
    return this.#liftedAt === undefined;
  }

  /** Ends the fault. Segments that it keeps go on their way, in order. A second call does nothing. */
  async lift(): Promise<void> {
    if (!this.inForce) return;
    this.#liftedAt = this.lab.now();
    this.lab.step(`wire: ${this.name} lifted`);
    await Promise.allSettled(this.#arming.values());
    await Promise.all(this.hosts.map((host) => host.request('wireLift', { fault: this.name })));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.lift();
  }

  /** Resolves to the segments it has touched, as soon as there are as many. Raises TIMED_OUT after 5 s. */
  async caught(count = 1): Promise<readonly WireObservation[]> {
    const deadline = AbortSignal.timeout(MATCHER_DEADLINE_MS);
    const signal = AbortSignal.any([deadline, this.lab.broken.signal]);
    while (this.segments.length < count && !signal.aborted) await this.lab.recorder.untilNews(signal);
    if (this.segments.length >= count) return this.segments;
    this.lab.broken.signal.throwIfAborted();
    throw new HalfcloseError(
      'TIMED_OUT',
      `${this.name} (${this.what}) had touched ${String(this.segments.length)} of ${String(count)} segments after ${String(MATCHER_DEADLINE_MS)} ms`,
      { hint: 'were they sent, and is the fault on the right end? The evidence names every segment touched' },
    );
  }

  /** Whether the segments of another fault are all decided by this one. */
  contradicts(wanted: FaultPlan): boolean {
    if (!this.inForce || !contradicts(this.#plan, wanted)) return false;
    const { receiver } = this.#plan;
    return receiver === undefined || receiver === wanted.receiver;
  }

  /** Puts the fault on a host, unless its segments do not arrive there. */
  async putOn(host: LabHost): Promise<void> {
    const { receiver, sender, selection, action } = this.#plan;
    if (!this.inForce || host === sender || (receiver !== undefined && receiver !== host)) return;
    let arming = this.#arming.get(host);
    if (!arming) {
      arming = host.request('wireArm', { fault: this.name, selection, action, seed: this.lab.seed });
      this.#arming.set(host, arming);
    }
    await arming;
  }

  /** Where it is in force, or was. */
  protected get hosts(): readonly LabHost[] {
    return [...this.#arming.keys()];
  }

  /** Called by the wire for each verdict of this fault. */
  touched(segment: WireObservation): void {
    const key = `${segment.host} ${String(segment.segment)}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.segments.push(segment);
  }

  evidence(): FaultEvidence {
    return { name: this.name, what: this.what, at: this.#armedAt, liftedAt: this.#liftedAt };
  }
}
