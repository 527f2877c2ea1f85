import type { Chance } from './chance.ts';
import type { Cancel, Scheduler } from './scheduler.ts';
import type { ToxicSetting } from './toxic-setting.ts';

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
  #cancel: Cancel | undefined;
  #passed = false;

  constructor(parts: ThresholdParts) {
    this.#parts = parts;
  }

  /** Connects, or waits, as these toxics want it now. Called anew when they have changed. */
  consider(toxics: readonly ToxicSetting[]): void {
    if (this.#passed) return;
    this.#cancel?.();
    const openings = toxics.flatMap((setting) => this.#openingOf(setting));
    if (openings.includes('refuse')) return this.#pass(this.#parts.refuse);
    if (openings.includes('ignore')) return;
    const delayMs = openings.reduce<number>(
      (sum, opening) => sum + (typeof opening === 'object' ? opening.delayMs : 0),
      0,
    );
    if (delayMs === 0) return this.#pass(this.#parts.connect);
    const due = this.#parts.openedAt + delayMs;
    this.#cancel = this.#parts.scheduler.at(due, () => this.#pass(this.#parts.connect));
  }

  end(): void {
    this.#passed = true;
    this.#cancel?.();
  }

  #pass(go: () => void): void {
    this.#passed = true;
    go();
  }

  #openingOf(setting: ToxicSetting) {
    const { definition, attributes, name } = setting;
    if (!definition.opening || !this.#parts.chanceOf(setting).hits) return [];
    this.#parts.report(`${name}: holds the connection up`);
    return [definition.opening(attributes)];
  }
}
