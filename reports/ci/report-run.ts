import path from 'node:path';
import { annotationsOf } from './annotations.ts';
import { writeReports } from './write-reports.ts';

/**
 * Makes the reports of a run that has just ended, for the process that owns it. Returns the lines to print: on GitHub
 * its annotations, what could not be written, where the page is.
 */
export function reportRun(folder: string, options: { quick?: boolean } = {}): string[] {
  const { run, report, trouble } = writeReports(folder, options);
  const annotations = process.env['GITHUB_ACTIONS'] === 'true' ? annotationsOf(run, fromRepository()) : [];
  return [...annotations, ...trouble, ...(report === undefined ? [] : [`report: ${report}`])];
}

function fromRepository(): string {
  return path.relative(process.env['GITHUB_WORKSPACE'] ?? process.cwd(), process.cwd());
}
