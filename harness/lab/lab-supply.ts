import type { Backend } from '../backend/backend.ts';
import { Lab } from './lab.ts';

/**
 * Labs for scenarios that come one after another: while one scenario runs, the lab of the next is made, so that only
 * the first has to wait for its hosts to start.
 */
export class LabSupply {
  readonly #backend: Backend;
  #spare: Promise<Lab> | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** A fresh lab. With `another`, begins to make one more for the next call. */
  async take({ another }: { another: boolean }): Promise<Lab> {
    const lab = await (this.#spare ?? Lab.open(this.#backend));
    this.#spare = undefined;
    if (another) {
      this.#spare = Lab.open(this.#backend);
      // Whoever takes it hears of the failure.
      this.#spare.catch(() => undefined);
    }
    lab.recorder.begin();
    return lab;
  }

  /** Ends the spare lab, if there is one. Resolves to what went wrong. */
  async dispose(): Promise<Error[]> {
    const spare = await this.#spare?.catch(() => undefined);
    this.#spare = undefined;
    return spare ? spare.teardown.run() : [];
  }
}
