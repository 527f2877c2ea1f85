import path from 'node:path';
import { reportRun } from '../../reports/ci/report-run.ts';
import { renderScenario } from '../../reports/terminal.ts';
import { EXIT_INTERRUPTED } from '../model/exit-codes.ts';
import { dieWithParent } from '../scenario/die-with-parent.ts';
import { ownsRun, runFolder } from '../scenario/run-folder.ts';
import { sampledNote } from '../scenario/sampled-note.ts';
import { FailedScenarios } from './failed-scenarios.ts';
import type { CaseResult, CaseStart, FileResult, Results, TestFile } from './jest-types.ts';
import { Progress } from './progress.ts';
import { ProgressLines } from './progress-lines.ts';
import { tell, tellLast } from './tell.ts';

/**
 * A Jest reporter that gives the run one folder for its evidence, shows in a terminal how far a long run is, tells of
 * a failed scenario what happened at both ends, and at the end, also of an interrupted run, makes the run's reports
 * and says where they are. `reporters: ['default', 'halfclose/reporter']`
 */
export default class HalfcloseReporter {
  readonly #folder: string;
  readonly #progress = new Progress();
  readonly #lines = new ProgressLines(this.#progress);
  readonly #failed: FailedScenarios;
  #outlive: (() => void) | undefined;

  /** Jest makes its reporters before its workers, which inherit the folder's name through the environment. */
  constructor() {
    this.#folder = runFolder();
    this.#failed = new FailedScenarios(this.#folder);
    process.env['JEST_JUNIT_OUTPUT_DIR'] ??= this.#folder;
    process.on('SIGINT', () => {
      // Workers have been interrupted too; every host ends with the process that holds its stdin.
      tell(['', `interrupted; ${this.#where()}`]);
      if (ownsRun()) tell(reportRun(this.#folder, { quick: true }));
      process.exit(EXIT_INTERRUPTED);
    });
  }

  /** Its scenarios may run in workers, which end when this process does. */
  onRunStart({ numTotalTestSuites }: Results): void {
    this.#outlive = dieWithParent();
    this.#progress.knows(numTotalTestSuites);
    this.#lines.start();
  }

  onTestFileStart({ path: file }: TestFile): void {
    this.#progress.fileStarted(file);
  }

  onTestCaseStart({ path: file }: TestFile, { fullName }: CaseStart): void {
    this.#progress.testStarted(file, fullName);
  }

  onTestCaseResult({ path: file }: TestFile, { fullName, status }: CaseResult): void {
    this.#progress.testEnded(file, fullName, status === 'failed');
  }

  onTestFileResult({ path: file }: TestFile, { numFailingTests }: FileResult): void {
    this.#progress.fileEnded(file);
    if (numFailingTests > 0) this.#tellFailed(path.relative(process.cwd(), file));
  }

  /** What a machine could not run is said in the last lines: it must not read as passed. */
  onRunComplete(_contexts: unknown, { testResults }: Results): void {
    this.#outlive?.();
    this.#lines.stop();
    const names = testResults.flatMap((file) => file.testResults.map(({ fullName }) => fullName));
    tellLast([
      ...names.filter((name) => name.includes('(not run: ')),
      ...[sampledNote(this.#folder) ?? []].flat(),
      this.#where(),
      ...(ownsRun() ? reportRun(this.#folder) : []),
    ]);
  }

  #tellFailed(file: string): void {
    try {
      tell(this.#failed.of(file).map(renderScenario));
    } catch (error) {
      // The scenario has failed already, and Jest would end the run for an error of a reporter.
      tell([`what happened in ${file} could not be shown: ${String(error)}`]);
    }
  }

  #where(): string {
    return `evidence in ${path.relative(process.cwd(), this.#folder)}`;
  }
}
