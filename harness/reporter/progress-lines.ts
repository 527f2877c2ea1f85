import type { Progress } from './progress.ts';
import { tell } from './tell.ts';

const PAUSE_MS = 10_000;

/** Tells a terminal every ten seconds how far the run is; nobody watches the output of a CI, or one that is kept. */
export class ProgressLines {
  readonly #progress: Progress;
  #timer: NodeJS.Timeout | undefined;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  start(): void {
    const { CI: ci = 'false' } = process.env;
    if (!process.stderr.isTTY || !['', 'false'].includes(ci)) return;
    this.#timer = setInterval(() => tell([this.#progress.line]), PAUSE_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
