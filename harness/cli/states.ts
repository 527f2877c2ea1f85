import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { filesOfRun } from '../../reports/read-run.ts';
import { coverageOf, isWhole, type Coverage } from '../../reports/states/coverage.ts';
import { renderCoverage } from '../../reports/states/text.ts';
import { HalfcloseError } from '../model/errors.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { outFolder } from '../scenario/run-folder.ts';

export interface StatesOptions {
  readonly run?: string;
  readonly backend: string;
  readonly json?: true;
}

/**
 * `halfclose states`: how much of TCP's state machine the scenarios of one run have shown, from its evidence, for each
 * backend that it used. Fails where an edge is neither proven nor refused, or a state not held and released.
 */
export function states({ run = path.join(outFolder(), 'latest'), backend, json }: StatesOptions): void {
  const folder = existsSync(run) ? path.relative(process.cwd(), realpathSync(run)) || '.' : run;
  const all = coverageOf(existsSync(run) ? filesOfRun(run) : []);
  const backends = Object.fromEntries(
    Object.entries(all).filter(([name]) => backend === 'all' || name === backend),
  );
  if (Object.keys(backends).length === 0) throw noEvidence(folder, backend);
  process.stdout.write(
    json ? `${JSON.stringify({ run: folder, backends }, undefined, 2)}\n` : render(folder, backends),
  );
  if (!Object.values(backends).every(isWhole)) process.exitCode = EXIT_FAILED;
}

function render(folder: string, backends: Readonly<Record<string, Coverage>>): string {
  const tables = Object.entries(backends).map(([name, coverage]) => renderCoverage(name, coverage));
  return `evidence in ${folder}\n\n${tables.join('\n\n')}\n`;
}

function noEvidence(folder: string, backend: string): HalfcloseError {
  const where = backend === 'all' ? '' : ` of ${backend}`;
  return new HalfcloseError('INVALID_OPTION', `there is no evidence${where} in ${folder}`, {
    hint: 'run `npx halfclose test -- scenarios/state-machine` first, or name another run: --run <folder>',
  });
}
