import type { ProxyContext } from './context.ts';
import { seededRandom } from './seeded-random.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { Link, Passed, Stream, StreamEvent, ToxicEffect } from './toxics/toxic.ts';

/** node's timers take no more, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a toxic can do to the connection as a whole. */
interface BothEnds {
  reset(): void;
  close(): void;
}

export interface AppliedToxicParts {
  /** `<proxy>/<n>`. */
  readonly connection: string;
  readonly setting: ToxicSetting;
  readonly context: ProxyContext;
  readonly bothEnds: BothEnds;
  readonly report: (detail: string) => void;
}

/** A toxic on one direction of one connection: whether it applies, its waits, its state. */
export class AppliedToxic implements Link<string> {
  readonly #parts: AppliedToxicParts;
  readonly #effect: ToxicEffect;
  readonly #said = new Set<string>();
  readonly #sleepers = new Set<() => void>();
  readonly random: () => number;
  /** Drawn once, so that a connection is hit or spared for as long as it lives and toxicity is not changed. */
  readonly #draw: number;
  #changes = 0;
  #running = false;
  #ended = false;

  constructor(parts: AppliedToxicParts) {
    const { setting, context, connection } = parts;
    this.#parts = parts;
    this.random = seededRandom(context.seed, `${connection} toxic ${String(setting.order)}`);
    this.#draw = this.random();
    this.#effect = setting.definition.apply(this);
  }

  get setting(): ToxicSetting {
    return this.#parts.setting;
  }

  get stream(): Stream {
    return this.setting.direction;
  }

  get attributes(): Readonly<Record<string, number>> {
    return this.setting.attributes;
  }

  get readAheadBytes(): number {
    return this.#applies ? (this.setting.definition.readAheadBytes ?? 0) : 0;
  }

  get #applies(): boolean {
    return this.#draw < this.setting.toxicity;
  }

  /** What comes out for this event; undefined where it passes as it is. */
  pass(event: StreamEvent): Passed | undefined {
    return this.#applies ? this.#effect.pass?.(event) : undefined;
  }

  /** The connection is open at both ends. */
  start(): void {
    this.#running = true;
    if (this.#applies) void this.#effect.run?.();
  }

  /** The setting has new values. What waits, passes at once. */
  updated(): void {
    this.#interrupt();
    if (this.#running) this.start();
  }

  removed(): void {
    this.end();
    if (this.#running && this.#applies) this.#effect.removed?.();
  }

  end(): void {
    this.#ended = true;
    this.#interrupt();
  }

  now(): number {
    return this.#parts.context.now();
  }

  async until(due: number): Promise<boolean> {
    const changes = this.#changes;
    while (this.now() < due) {
      if (this.#ended || this.#changes !== changes) return false;
      await this.#sleep(due - this.now());
    }
    return !this.#ended && this.#changes === changes;
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

  #interrupt(): void {
    this.#changes++;
    for (const wake of this.#sleepers) wake();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(Math.ceil(ms), LONGEST_TIMER_MS));
      this.#sleepers.add(wake);
    });
  }
}
