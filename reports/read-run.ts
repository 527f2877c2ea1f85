import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EVIDENCE_SCHEMA, type Evidence } from '../harness/model/evidence.ts';

/** All evidence of a run, in the order in which its scenarios started. */
export function readRun(folder: string): Evidence[] {
  return globSync('**/evidence.json', { cwd: folder })
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Evidence | { schema: number })
    .filter((found): found is Evidence => found.schema === EVIDENCE_SCHEMA)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}
