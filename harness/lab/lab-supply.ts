import type { Backend } from '../backend/backend.ts';
import { KernelTrace } from './kernel-trace.ts';
import { Lab } from './lab.ts';

/**
 * Labs for scenarios that come one after another: the next one's can be made before it is asked for, and the kernel's
 * trace runs on between them. Every one needs a `dispose`.
 */
export class LabSupply {
  readonly #backend: Backend;
  /** Joined with the first lab, so that it does not end with that. */
  #trace: KernelTrace | undefined;
  #spare: Promise<Lab> | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Makes the lab of the next call of `take`, unless that has begun. Resolves when it and its hosts are there, or cannot be. */
  async prepare(hosts: readonly string[]): Promise<void> {
    this.#spare ??= Lab.open(this.#backend, hosts);
    // Whoever takes it hears of the failure.
    const lab = await this.#spare.catch(() => undefined);
    await lab?.pool.settle();
  }

  /** A fresh lab, and the hosts to begin with. */
  async take(hosts: readonly string[]): Promise<Lab> {
    const spare = this.#spare;
    // One that could not be made fails this scenario, not the next one too.
    this.#spare = undefined;
    const lab = await (spare ?? Lab.open(this.#backend, hosts));
    this.#trace ??= KernelTrace.join(this.#backend);
    lab.recorder.begin();
    return lab;
  }

  /** Ends the trace, and the spare lab if there is one. Resolves to what went wrong. */
  async dispose(): Promise<Error[]> {
    this.#trace?.leave();
    const spare = await this.#spare?.catch(() => undefined);
    this.#spare = undefined;
    return spare ? spare.teardown.run() : [];
  }
}
