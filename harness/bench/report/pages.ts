import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writePage } from '../../../reports/page/build/write-page.ts';
import { makeRun } from '../../../reports/page/fixtures/made-run.ts';
import { evidencePaths, readRun } from '../../../reports/read-run.ts';

/** A page that shows a run, and what tells that it does. */
export interface BenchPage {
  readonly file: string;
  /** CSS selectors: a scenario in the list; what is there once a scenario is shown. */
  readonly row: string;
  readonly shown: string;
}

/** How large the run is that both pages show. */
export interface Amount {
  readonly scenarios: number;
  readonly events: number;
}

/** The same run as our report, and as the plainest page that has all of it. */
export class BenchPages implements Disposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'halfclose-bench-'));
  readonly report: BenchPage;
  readonly plain: BenchPage;

  constructor(amount: Amount) {
    makeRun(this.#folder, amount);
    const file = writePage(this.#folder);
    if (file === undefined || evidencePaths(this.#folder).length !== amount.scenarios)
      throw new Error(`the run was not made in ${this.#folder}`);
    this.report = { file, row: 'table[aria-label=Scenarios] tbody tr', shown: '.ladder-table tbody tr' };
    this.plain = { file: path.join(this.#folder, 'plain.html'), row: 'li', shown: 'pre' };
    writeFileSync(this.plain.file, plainHtml(readRun(this.#folder)));
  }

  bytesOf({ file }: BenchPage): number {
    return readFileSync(file).length;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Evidence as JSON, a list of names, and of the scenario that the address names all of its evidence as text. */
function plainHtml(run: readonly unknown[]): string {
  const json = JSON.stringify(run).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html><title>plain</title><ul></ul><main></main>
<script type="application/json">${json}</script>
<script>
const run = JSON.parse(document.querySelector('script').textContent);
for (const { scenario } of run) {
  const item = document.createElement('li');
  item.textContent = scenario.name;
  document.querySelector('ul').append(item);
}
addEventListener('hashchange', () => {
  const text = document.createElement('pre');
  text.textContent = JSON.stringify(run[Number(location.hash.split('/')[2])], undefined, 1);
  document.querySelector('main').replaceChildren(text);
});
</script>
`;
}
