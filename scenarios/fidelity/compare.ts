import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { differences, matricesOf, type Matrix } from '../../reports/fidelity/matrix.ts';
import { outdated } from '../../reports/fidelity/markdown.ts';
import { readRun } from '../../reports/read-run.ts';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'fidelity.md');

/** Judges the rows of the file that calls this, after them: by what they have left behind in this run. */
export function compareRows(): void {
  test('ours shows what direct shows, where a proxy can', () => {
    expect(differences(matrixOfThisFile())).toEqual([]);
  });

  // Where there is no Toxiproxy its column is not compared; its scenarios say that they were not run.
  test('docs/fidelity.md says what was seen', () => {
    expect(outdated(readFileSync(PAGE, 'utf8'), matrixOfThisFile())).toEqual([]);
  });
}

/** What this file's scenarios left in the run's folder, which has a folder for each backend and in it one for each file. */
function matrixOfThisFile(): Matrix {
  const backend = (globalThis as { HALFCLOSE_BACKEND?: string }).HALFCLOSE_BACKEND ?? '';
  const file = path.basename(expect.getState().testPath ?? '', '.test.ts');
  const folder = path.join(process.env['HALFCLOSE_RUN_FOLDER'] ?? '', backend, file);
  const [matrix] = matricesOf(readRun(folder));
  if (!matrix)
    throw new Error(`no scenario of this file left evidence in ${folder}: there is nothing to compare`);
  return matrix;
}
