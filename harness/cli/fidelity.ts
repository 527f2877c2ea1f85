import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { outdated, renderMatrix, TABLE_PART } from '../../reports/fidelity/markdown.ts';
import { differences, matricesOf, type Matrix } from '../../reports/fidelity/matrix.ts';
import { readRun } from '../../reports/read-run.ts';
import { packageRoot } from '../backend/package-files.ts';
import { HalfcloseError } from '../model/errors.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { outFolder } from '../scenario/run-folder.ts';

export interface FidelityOptions {
  readonly json?: true;
  readonly write?: true;
}

const HOW_TO_RUN = 'run `npx halfclose test -- scenarios/fidelity` first';

/**
 * `halfclose fidelity`: the table of what each end saw, direct, through ours and through Toxiproxy, from the evidence of
 * a run; netns before docker. Fails where ours is not like direct, and unless it writes it, where the page is outdated.
 */
export function fidelity(
  run = path.join(outFolder(), 'latest'),
  { json, write }: FidelityOptions = {},
): void {
  const [matrix] = existsSync(run) ? matricesOf(readRun(run)) : [];
  if (!matrix) {
    throw new HalfcloseError('INVALID_OPTION', `no scenario of the fidelity matrix has passed in ${run}`, {
      hint: HOW_TO_RUN,
    });
  }
  process.stdout.write(`${json ? JSON.stringify(matrix, undefined, 2) : renderMatrix(matrix)}\n`);
  const page = path.join(packageRoot(), 'docs', 'fidelity.md');
  if (write) writePage(page, matrix);
  const wrong = [
    ...differences(matrix),
    ...outdated(readFileSync(page, 'utf8'), matrix).map((line) => `docs/fidelity.md does not say: ${line}`),
  ];
  for (const line of wrong) process.stderr.write(`${line}\n`);
  if (wrong.length > 0) process.exitCode = EXIT_FAILED;
}

/** A table with holes would say of a route that nothing is known where much is. */
function writePage(page: string, matrix: Matrix): void {
  if (matrix.versions.toxiproxy === undefined) {
    throw new HalfcloseError(
      'NO_TOXIPROXY',
      'this run has no evidence of Toxiproxy, so it is no table to write',
      {
        hint: `run \`./setup --toxiproxy\`; ${HOW_TO_RUN}`,
      },
    );
  }
  writeFileSync(page, TABLE_PART.put(readFileSync(page, 'utf8'), renderMatrix(matrix)));
}
