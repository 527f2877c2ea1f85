import { EventQueue, sizeOf, weightOf } from './event-queue.ts';
import type { Cancel } from '../kernel/scheduler.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import { ToxicLink, type ToxicLinkParts } from './toxic-link.ts';
import type { StreamEvent, ToxicEffect } from './toxics/toxic.ts';
import { Window } from './window.ts';

export interface StageParts extends Omit<ToxicLinkParts, 'say'> {
  /** When the connection was accepted. */
  readonly openedAt: number;
  /** Takes what comes out. */
  readonly next: (event: StreamEvent) => void;
  /** The stage holds less, or more, than before; or its wish that nothing be read has changed. */
  readonly changed: () => void;
}

/**
 * One toxic on one direction of one connection: what came in and has not come out, and when the next will. Times are
 * those at which things were due, not those at which a timer was served, so that delays add up to what was asked for.
 */
export class Stage {
  readonly #parts: StageParts;
  readonly #link: ToxicLink;
  readonly #effect: ToxicEffect;
  readonly #queue = new EventQueue();
  readonly #window: Window;
  /** What the toxic has in hand, and what it makes of it. */
  #inHand: StreamEvent | undefined;
  #making: Iterator<StreamEvent> | undefined;
  #next: StreamEvent | undefined;
  /** When the last one came out: none may before it. */
  #last = -Infinity;
  #pumping = false;
  #cancelNext: Cancel | undefined;
  #windowTimers: Cancel[] = [];
  #running = false;
  #applied = false;
  #removed = false;

  constructor(parts: StageParts) {
    this.#parts = parts;
    this.#link = new ToxicLink({ ...parts, say: (kind) => this.push({ kind, at: parts.now() }) });
    this.#effect = parts.setting.definition.apply?.(this.#link) ?? {};
    this.#window = new Window(() => parts.setting.select ?? {}, parts.openedAt);
    this.#watchWindow();
  }

  get setting(): ToxicSetting {
    return this.#parts.setting;
  }

  /** Bytes held, the queue's own cost included. */
  get weight(): number {
    return this.#queue.weight + (this.#inHand ? weightOf(this.#inHand) : 0);
  }

  get readAheadBytes(): number {
    return this.#applied ? (this.setting.definition.readAheadBytes ?? 0) : 0;
  }

  get stopsReading(): boolean {
    return this.#link.stopsReading;
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
    this.#watchWindow();
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
    this.#inHand = this.#making = this.#next = undefined;
  }

  /** Whether the toxic has begun, or ceased, to apply: by its setting, by time or by bytes. */
  #turn(): void {
    const applies = !this.#removed && this.hits && this.#window.isOpen(this.#parts.now());
    if (!this.#running || applies === this.#applied) return;
    if (!applies) this.#lift();
    this.#applied = applies;
    if (applies) this.#effect.run?.();
  }

  #lift(): void {
    this.#link.lift();
    this.#applied = false;
  }

  #watchWindow(): void {
    this.#closeWindow();
    this.#windowTimers = this.#window.turns(this.#parts.now()).map((at) =>
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
    if (this.#next?.at === Infinity) this.#putBack({ ...this.#next, at: this.#parts.now() });
    else this.#release(this.#parts.now());
    this.#pump();
  }

  /** Lets out what is due, and sees to it that the next is when its time comes. */
  #pump(): void {
    // A toxic that begins while it has something in hand may say something itself, which is taken up in its turn.
    if (this.#pumping) return;
    this.#pumping = true;
    while ((this.#next ??= this.#make())) {
      const due = Math.max(
        this.#last,
        this.#applied ? this.#next.at : Math.min(this.#next.at, this.#parts.now()),
      );
      if (due > this.#parts.now()) {
        this.#wait(due);
        break;
      }
      this.#release(due);
    }
    this.#pumping = false;
    this.#parts.changed();
  }

  #release(at: number): void {
    if (!this.#next) return;
    const event = { ...this.#next, at: (this.#last = at) };
    this.#next = undefined;
    this.#parts.next(event);
  }

  #wait(due: number): void {
    this.#cancelNext?.();
    if (due === Infinity) return;
    this.#cancelNext = this.#parts.scheduler.at(due, () => this.#pump());
  }

  #make(): StreamEvent | undefined {
    for (;;) {
      const step = this.#making?.next();
      if (step && step.done !== true) return step.value;
      if (this.#inHand) this.#passed(sizeOf(this.#inHand));
      const event = this.#take();
      if (!event) return undefined;
      this.#turn();
      this.#inHand = event;
      const made = (this.#applied ? this.#effect.pass?.(event) : undefined) ?? [event];
      this.#making = made[Symbol.iterator]();
    }
  }

  /** The next event; of data that reaches over a border of the window, what lies before the border. */
  #take(): StreamEvent | undefined {
    const event = this.#queue.take();
    if (event?.kind !== 'data') return event;
    const room = this.#window.room(event.bytes.length);
    if (room === event.bytes.length) return event;
    this.#queue.putBack({ ...event, bytes: event.bytes.subarray(room) });
    return { ...event, bytes: event.bytes.subarray(0, room) };
  }

  /** What the toxic had in hand, or so many bytes of it, is through. */
  #passed(bytes: number): void {
    this.#inHand = this.#making = undefined;
    this.#window.passed(bytes);
    this.#turn();
  }

  /** What waits for ever is the last that the toxic made of what it has in hand. */
  #putBack(rest: StreamEvent): void {
    const before = this.#inHand ? sizeOf(this.#inHand) - sizeOf(rest) : 0;
    this.#next = undefined;
    this.#queue.putBack(rest);
    this.#passed(before);
  }
}
