import { monotonicMs } from '../model/clock.ts';

interface Running {
  readonly file: string;
  readonly name: string;
  readonly since: number;
}

/** How far a run is, as Jest tells it test by test. */
export class Progress {
  #files = { known: 0, done: 0 };
  #tests = { done: 0, failed: 0 };
  /** In the order in which they started. Two projects may run the same test at the same time. */
  #running: Running[] = [];
  readonly #open = new Map<string, number>();

  knows(files: number): void {
    this.#files.known = files;
  }

  fileStarted(file: string): void {
    this.#open.set(file, (this.#open.get(file) ?? 0) + 1);
  }

  testStarted(file: string, name: string): void {
    this.#running.push({ file, name, since: monotonicMs() });
  }

  testEnded(file: string, name: string, failed: boolean): void {
    const ended = this.#running.findIndex((test) => test.file === file && test.name === name);
    if (ended >= 0) this.#running.splice(ended, 1);
    this.#tests.done++;
    if (failed) this.#tests.failed++;
  }

  /** A file whose worker crashed never tells that its tests have ended. */
  fileEnded(file: string): void {
    const open = (this.#open.get(file) ?? 1) - 1;
    this.#open.set(file, open);
    if (open === 0) this.#running = this.#running.filter((test) => test.file !== file);
    this.#files.done++;
  }

  /** `212 tests done in 41 of 156 files, 1 failed; longest: keepalive finds a dead peer (31 s)`. */
  get line(): string {
    const { known, done } = this.#files;
    const sum = `${String(this.#tests.done)} tests done in ${String(done)} of ${String(known)} files, ${String(this.#tests.failed)} failed`;
    const [longest] = this.#running;
    if (longest === undefined) return sum;
    const seconds = Math.round((monotonicMs() - longest.since) / 1_000);
    return `${sum}; longest: ${longest.name} (${String(seconds)} s)`;
  }
}
