import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Evidence } from '../../harness/model/evidence.ts';
import { writePage } from '../page/build/write-page.ts';
import { filesOfRun, type EvidenceFile } from '../read-run.ts';
import { junitOf } from './junit.ts';
import { appendStepSummary, joined } from './step-summary.ts';
import { summaryOf } from './summary.ts';

export interface WrittenReports {
  /** What they were made from. */
  readonly run: readonly Evidence[];
  /** Where the page is, or what makes it; nothing where the run left no evidence. */
  readonly report: string | undefined;
  /** What could not be written, and why. */
  readonly trouble: readonly string[];
}

/**
 * Writes all that is made of a run's evidence into its folder: `report.html`, unless it is to be quick, `summary.md`,
 * which GitHub is given too where it asks for one, and `scenarios.junit.xml`. Never throws: a run has its outcome.
 */
export function writeReports(folder: string, { quick = false } = {}): WrittenReports {
  const trouble: string[] = [];
  const attempt = <T>(what: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      trouble.push(`${what} could not be written: ${String(error)}`);
      return undefined;
    }
  };
  const files = attempt('the report', () => filesOfRun(folder)) ?? [];
  const run = files.map(({ evidence }) => evidence);
  if (files.length === 0) return { run, report: undefined, trouble };
  const page = quick ? undefined : attempt('report.html', () => writePage(folder));
  const report = page === undefined ? `npx halfclose report ${fromHere(folder)}` : fromHere(page);
  const blocks = attempt('the summary', () => summaryOf(run, report)) ?? [];
  attempt('summary.md', () => writeFileSync(path.join(folder, 'summary.md'), joined(blocks)));
  attempt("the step's summary", () => tellGithub(blocks));
  attempt('scenarios.junit.xml', () => writeJunit(folder, files));
  return { run, report, trouble };
}

function tellGithub(blocks: readonly string[]): void {
  const file = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file !== '') appendStepSummary(file, blocks);
}

function writeJunit(folder: string, files: readonly EvidenceFile[]): void {
  writeFileSync(path.join(folder, 'scenarios.junit.xml'), junitOf(files));
}

function fromHere(file: string): string {
  return path.relative(process.cwd(), file) || '.';
}
