import type { Chance } from './chance.ts';
import type { Cancel, Scheduler } from '../kernel/scheduler.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { Opening } from './toxics/toxic.ts';

interface ThresholdParts {
  readonly scheduler: Scheduler;
  /** When the connection was accepted. */
  readonly openedAt: number;
  readonly chanceOf: (setting: ToxicSetting) => Chance;
  readonly report: (detail: string) => void;
  readonly connect: () => void;
  readonly refuse: () => void;
}

/** Where a client's connection waits until the toxics let it through to the server. */
export class Threshold {
  readonly #parts: ThresholdParts;
  readonly #said = new Set<ToxicSetting>();
  #cancel: Cancel | undefined;
  #passed = false;

  constructor(parts: ThresholdParts) {
    this.#parts = parts;
  }

  /** Connects, or waits, as these toxics want it now. Called anew when they have changed. */
  consider(toxics: readonly ToxicSetting[]): void {
    if (this.#passed) return;
    this.#cancel?.();
    const openings: Opening[] = toxics.flatMap((setting) => this.#openingOf(setting));
    if (openings.includes('ignore')) return;
    const delayMs = openings.reduce<number>(
      (sum, opening) => sum + (typeof opening === 'object' ? opening.delayMs : 0),
      0,
    );
    const go = openings.includes('refuse') ? this.#parts.refuse : this.#parts.connect;
    const due = this.#parts.openedAt + delayMs;
    if (delayMs === 0) this.#pass(go);
    else this.#cancel = this.#parts.scheduler.at(due, () => this.#pass(go));
  }

  end(): void {
    this.#passed = true;
    this.#cancel?.();
  }

  #pass(go: () => void): void {
    this.#passed = true;
    go();
  }

  #openingOf(setting: ToxicSetting): Opening[] {
    const { definition, attributes, name } = setting;
    if (!definition.opening || !this.#parts.chanceOf(setting).hits) return [];
    if (!this.#said.has(setting)) this.#parts.report(`${name}: holds the connection up`);
    this.#said.add(setting);
    return [definition.opening(attributes)];
  }
}
