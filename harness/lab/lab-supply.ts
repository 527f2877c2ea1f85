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

  /** A fresh lab, and the hosts to begin with. With `next`, begins to make one more for the next call. */
  async take(hosts: readonly string[], next?: readonly string[]): Promise<Lab> {
    const lab = await (this.#spare ?? Lab.open(this.#backend, hosts));
    this.#spare = undefined;
    if (next) {
      this.#spare = Lab.open(this.#backend, next);
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
