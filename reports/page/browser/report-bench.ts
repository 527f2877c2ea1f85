import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { writePage } from '../build/write-page.ts';
import { launchBrowser, openFile, type OpenedPage } from './opened-page.ts';

/** The report of a run that is made for a test, in a folder of its own that goes with it. */
export class ReportBench implements AsyncDisposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'halfclose-report-'));
  readonly #file: string;
  #browser: Promise<Browser> | undefined;

  /** `make` fills the run's folder with evidence. */
  constructor(make: (folder: string) => void) {
    make(this.folder);
    const file = writePage(this.folder);
    if (file === undefined) throw new Error(`no report was made in ${this.folder}`);
    this.#file = file;
  }

  /** Opens it as a person does, at a page such as `#/states`. */
  async open(hash: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
    this.#browser ??= launchBrowser();
    return openFile(await this.#browser, this.#file, { ...options, hash });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#browser)?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
