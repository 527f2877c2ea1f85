import { seededRandom } from '../model/seeded-random.ts';
import type { Selection } from '../model/selection.ts';
import { selects, type Candidate } from './selection.ts';
import type { ToxicSetting } from './toxic-setting.ts';

/**
 * The random numbers of one toxic on one connection, and whether it hits it at all. That is drawn once, so that a
 * connection is hit or spared for as long as it lives and toxicity and selection are not changed.
 */
export class Chance {
  readonly random: () => number;
  readonly drawn: number;
  readonly #setting: ToxicSetting;
  readonly #candidate: Candidate;
  #select: Selection | undefined;
  #selected = true;

  /** @param connection `<proxy>/<n>`. */
  constructor(setting: ToxicSetting, connection: string, candidate: Candidate, seed: number) {
    this.#setting = setting;
    this.#candidate = candidate;
    this.random = seededRandom(seed, `${connection} toxic ${String(setting.order)}`);
    this.drawn = this.random();
  }

  get hits(): boolean {
    const { toxicity, select } = this.#setting;
    if (select !== this.#select) {
      this.#select = select;
      this.#selected = select === undefined || selects(select, this.#candidate);
    }
    return this.#selected && this.drawn < toxicity;
  }
}
