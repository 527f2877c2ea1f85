import type { Chance } from './chance.ts';
import { EventQueue, weightOf } from './event-queue.ts';
import type { Cancel, Scheduler } from './scheduler.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { Link, Stream, StreamEvent, ToxicEffect } from './toxics/toxic.ts';
import { Window } from './window.ts';

export interface StageParts {
  readonly setting: ToxicSetting;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  readonly now: () => number;
  /** When the connection was accepted. */
  readonly openedAt: number;
  /** Takes what comes out. */
  readonly next: (event: StreamEvent) => void;
  /** The stage holds less, or more, than before; or its wish that nothing be read has changed. */
  readonly changed: () => void;
  readonly bothEnds: { reset(): void; close(): void };
  readonly report: (detail: string) => void;
}

/**
 * One toxic on one direction of one connection: what came in and has not come out, and when the next will. Times are
 * those at which things were due, not those at which a timer was served, so that delays add up to what was asked for.
 */
export class Stage implements Link<string> {
  readonly #parts: StageParts;
  readonly #effect: ToxicEffect;
  readonly #queue = new EventQueue();
  readonly #said = new Set<string>();
  readonly #timers = new Set<Cancel>();
  #window: Window | undefined;
  /** What the toxic makes of the event it has in hand, and what that weighs. */
  #making: Iterator<StreamEvent> | undefined;
  #makingWeight = 0;
  #next: StreamEvent | undefined;
  #cancelNext: Cancel | undefined;
  #windowTimers: Cancel[] = [];
  #running = false;
  #applied = false;
  #removed = false;
  #stopsReading = false;

  constructor(parts: StageParts) {
    this.#parts = parts;
    this.#effect = parts.setting.definition.apply?.(this) ?? {};
    this.#openWindow();
  }

  get setting(): ToxicSetting {
    return this.#parts.setting;
  }

  /** Bytes held, the queue's own cost included. */
  get weight(): number {
    return this.#queue.weight + this.#makingWeight;
  }

  get readAheadBytes(): number {
    return this.#applied ? (this.setting.definition.readAheadBytes ?? 0) : 0;
  }

  get stopsReading(): boolean {
    return this.#stopsReading;
  }

  /** Whether it hits this connection at all. */
  get hits(): boolean {
    return this.#parts.chance.hits;
  }

  push(event: StreamEvent): void {
    this.#queue.push(event);
    this.#pump();
  }

  /** The connection is open at both ends. */
  start(): void {
    this.#running = true;
    const { toxicity, name } = this.setting;
    if (toxicity > 0 && toxicity < 1) {
      this.#parts.report(
        `${name}: ${this.hits ? 'hit' : 'spared'}, drew ${this.#parts.chance.drawn.toFixed(3)}`,
      );
    }
    this.#turn();
  }

  /** The setting has new values. What waits, passes at once, unless it would wait for ever. */
  updated(): void {
    this.#openWindow();
    this.#lift();
    this.#turn();
    this.#passNext();
  }

  /** The toxic is gone: all that it holds passes at once. The stage may be thrown away then. */
  removed(): void {
    const applied = this.#applied;
    this.#removed = true;
    this.#closeWindow();
    this.#lift();
    if (this.#running && applied) this.#effect.removed?.();
    this.#cancelNext?.();
    this.#pump();
  }

  /** The connection is over. */
  end(): void {
    this.#removed = true;
    this.#closeWindow();
    this.#lift();
    this.#cancelNext?.();
    this.#queue.clear();
    this.#making = this.#next = undefined;
    this.#makingWeight = 0;
  }

  /** Whether the toxic has begun, or ceased, to apply: by its setting, by time or by bytes. */
  #turn(): void {
    const applies = !this.#removed && this.hits && (this.#window?.isOpen(this.now()) ?? true);
    if (!this.#running || applies === this.#applied) return;
    if (!applies) this.#lift();
    this.#applied = applies;
    if (applies) this.#effect.run?.();
  }

  /** Ends what the toxic does beside the stream. */
  #lift(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#applied = false;
    this.#stopsReading = false;
  }

  #openWindow(): void {
    const { select } = this.setting;
    this.#closeWindow();
    this.#window = select && new Window(select, this.#parts.openedAt);
    this.#windowTimers = (this.#window?.turns(this.now()) ?? []).map((at) =>
      this.#parts.scheduler.at(at, () => {
        this.#turn();
        this.#passNext();
      }),
    );
  }

  #closeWindow(): void {
    for (const cancel of this.#windowTimers) cancel();
    this.#windowTimers = [];
  }

  /** What waits for its time passes at once; what would wait for ever goes through the toxic again. */
  #passNext(): void {
    this.#cancelNext?.();
    if (this.#next?.at === Infinity) this.#queue.putBack({ ...this.#next, at: this.now() });
    else if (this.#next) this.#parts.next({ ...this.#next, at: this.now() });
    this.#next = undefined;
    this.#pump();
  }

  /** Lets out what is due, and sees to it that the next is when its time comes. */
  #pump(): void {
    for (;;) {
      this.#next ??= this.#make();
      if (!this.#next) break;
      const due = this.#removed ? this.now() : this.#next.at;
      if (due > this.now()) {
        this.#wait(due);
        break;
      }
      const event = { ...this.#next, at: due };
      this.#next = undefined;
      this.#parts.next(event);
    }
    this.#parts.changed();
  }

  #wait(due: number): void {
    this.#cancelNext?.();
    if (due === Infinity) return;
    this.#cancelNext = this.#parts.scheduler.at(due, () => this.#pump());
  }

  #make(): StreamEvent | undefined {
    for (;;) {
      const made = this.#making?.next();
      if (made && made.done !== true) return made.value;
      this.#making = undefined;
      this.#makingWeight = 0;
      const event = this.#queue.take();
      if (!event) return undefined;
      this.#making = this.#process(event);
      this.#makingWeight = weightOf(event);
    }
  }

  *#process(event: StreamEvent): Generator<StreamEvent, void> {
    for (const part of this.#window?.split(event) ?? [event]) {
      this.#turn();
      yield* (this.#applied ? this.#effect.pass?.(part) : undefined) ?? [part];
    }
  }

  // --- what the toxic sees of its link ---

  get stream(): Stream {
    return this.setting.direction;
  }

  get attributes(): Readonly<Record<string, number>> {
    return this.setting.attributes;
  }

  now(): number {
    return this.#parts.now();
  }

  random(): number {
    return this.#parts.chance.random();
  }

  after(ms: number, action: () => void): void {
    if (ms === 0) action();
    else this.#timers.add(this.#parts.scheduler.at(this.now() + ms, action));
  }

  say(kind: 'fin' | 'close' | 'abort'): void {
    this.push({ kind, at: this.now() });
  }

  stopReading(): void {
    this.#stopsReading = true;
    this.#parts.changed();
  }

  shared<T>(make: () => T): T {
    return (this.setting.shared ??= make()) as T;
  }

  report(detail: string): void {
    if (this.#said.has(detail)) return;
    this.#said.add(detail);
    this.#parts.report(detail);
  }

  resetBothEnds(): void {
    this.#parts.bothEnds.reset();
  }

  closeBothEnds(): void {
    this.#parts.bothEnds.close();
  }
}
