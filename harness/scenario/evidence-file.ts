import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monotonicMs } from '../model/clock.ts';
import type { Evidence } from '../model/evidence.ts';

/** Writing may take this share of the time at most: long timelines are written less often, not cut. */
const WRITING_SHARE = 0.05;
const SHORTEST_PAUSE_MS = 100;

/**
 * Keeps a scenario's evidence on disk while it runs, so that what was gathered survives even SIGKILL.
 * Each write replaces the file as a whole: a reader never sees half of one.
 */
export class EvidenceFile {
  readonly path: string;
  readonly #collect: () => Evidence;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = SHORTEST_PAUSE_MS;

  constructor(file: string, collect: () => Evidence) {
    this.path = file;
    this.#collect = collect;
  }

  /** Has what is new written soon. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.write(), this.#pauseMs);
  }

  /** Writes now. */
  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const started = monotonicMs();
    writeFileSync(`${this.path}.new`, `${JSON.stringify(this.#collect(), undefined, 1)}\n`);
    renameSync(`${this.path}.new`, this.path);
    this.#pauseMs = Math.max(SHORTEST_PAUSE_MS, (monotonicMs() - started) / WRITING_SHARE);
  }
}

/** Points `latest` beside the run's folder at it. */
export function linkLatest(runFolder: string): void {
  const link = path.join(path.dirname(runFolder), 'latest');
  const fresh = `${link}.${String(process.pid)}`;
  rmSync(fresh, { force: true });
  symlinkSync(path.basename(runFolder), fresh);
  renameSync(fresh, link);
}
