import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { mergeRuns, scenarioFolders } from '../../reports/ci/merge-runs.ts';
import { writeReports } from '../../reports/ci/write-reports.ts';
import { HalfcloseError } from '../model/errors.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { runName } from '../scenario/run-folder.ts';

export interface MergeOptions {
  /** Default: a new folder beside the first run's. */
  readonly into?: string;
}

/** `halfclose report merge`: the shards of a run become one run, with reports of its own. */
export function reportMerge(runs: readonly string[], { into }: MergeOptions): void {
  const sources = runs.map(sourceOf);
  refuseNested(sources);
  const target = newTarget(
    into ?? path.join(path.dirname(sources[0] ?? '.'), runName(new Date().toISOString())),
  );
  mergeRuns(sources, target);
  const { report, trouble } = writeReports(target);
  for (const line of trouble) process.stderr.write(`${line}\n`);
  process.stdout.write(`${report ?? path.relative(process.cwd(), target)}\n`);
  if (report === undefined || trouble.length > 0) process.exitCode = EXIT_FAILED;
}

/** Where a run really is, also if it is named by `latest`. */
function sourceOf(run: string): string {
  if (!existsSync(run))
    throw refusal(`there is no run in ${run}`, 'name the folders of runs, as in reports/out/');
  if (scenarioFolders(run).length === 0)
    throw refusal(`there is no evidence in ${run}`, 'name the folder in which netns/ or docker/ is');
  return realpathSync(run);
}

/** Else scenarios would be counted twice. */
function refuseNested(sources: readonly string[]): void {
  for (const [index, source] of sources.entries()) {
    const twin = sources.findIndex((other, at) => at !== index && isIn(source, other));
    if (twin < 0) continue;
    throw sources[twin] === source
      ? refusal(`${source} is named twice`, 'name each run once')
      : refusal(`${source} lies in ${sources[twin] ?? ''}`, 'name one of them');
  }
}

/** Whether a folder is the other, or lies in it. */
function isIn(folder: string, other: string): boolean {
  return `${folder}${path.sep}`.startsWith(`${other}${path.sep}`);
}

function newTarget(target: string): string {
  if (existsSync(target) && !isEmptyFolder(target))
    throw refusal(`${target} is there already, and no empty folder`, 'name a new one: --into <folder>');
  mkdirSync(target, { recursive: true });
  return target;
}

function isEmptyFolder(target: string): boolean {
  return statSync(target).isDirectory() && readdirSync(target).length === 0;
}

function refusal(message: string, hint: string): HalfcloseError {
  return new HalfcloseError('INVALID_OPTION', message, { hint });
}
