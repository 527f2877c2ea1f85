import { reportRun } from '../../reports/ci/report-run.ts';
import { ownsRun, runFolder } from '../scenario/run-folder.ts';

/** Makes the reports of the run once all that it has started is done, and says on stderr where they are. */
export function tellReports(options: { quick?: boolean } = {}): void {
  if (!ownsRun()) return;
  for (const line of reportRun(runFolder(), options)) process.stderr.write(`${line}\n`);
}
