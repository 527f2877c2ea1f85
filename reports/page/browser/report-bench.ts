import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { writePage } from '../build/write-page.ts';
import { openFile, type OpenedPage } from './opened-page.ts';

/** The report of a run that is made for a test, in a folder of its own that goes with it. */
export class ReportBench implements Disposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'halfclose-report-'));
  readonly #file: string;

  /** `make` fills the run's folder with evidence. */
  constructor(make: (folder: string) => void) {
    make(this.folder);
    const file = writePage(this.folder);
    if (file === undefined) throw new Error(`no report was made in ${this.folder}`);
    this.#file = file;
  }

  /** Opens it as a person does, at a page such as `#/states`. */
  open(hash: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
    return openFile(this.#file, { ...options, hash });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
