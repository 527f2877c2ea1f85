import type { Chance } from './chance.ts';
import type { Cancel, Scheduler } from '../kernel/scheduler.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { Link, Stream } from './toxics/toxic.ts';

export interface ToxicLinkParts {
  readonly setting: ToxicSetting;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  readonly now: () => number;
  readonly bothEnds: { reset(): void; close(): void };
  readonly report: (detail: string) => void;
  readonly say: (kind: 'fin' | 'close' | 'abort') => void;
  /** Its wish that nothing be read has changed. */
  readonly changed: () => void;
}

/** What a toxic sees of the direction it is on, and what it does there beside the stream. */
export class ToxicLink implements Link<string> {
  readonly #parts: ToxicLinkParts;
  readonly #said = new Set<string>();
  readonly #timers = new Set<Cancel>();
  #stopsReading = false;

  constructor(parts: ToxicLinkParts) {
    this.#parts = parts;
  }

  get stopsReading(): boolean {
    return this.#stopsReading;
  }

  /** Ends what the toxic does beside the stream. */
  lift(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#stopsReading = false;
  }

  get stream(): Stream {
    return this.#parts.setting.direction;
  }

  get attributes(): Readonly<Record<string, number>> {
    return this.#parts.setting.attributes;
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
    this.#parts.say(kind);
  }

  stopReading(): void {
    this.#stopsReading = true;
    this.#parts.changed();
  }

  shared<T>(make: () => T): T {
    return (this.#parts.setting.shared ??= make()) as T;
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
