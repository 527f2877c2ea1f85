import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EVIDENCE_SCHEMA, type Evidence } from '../harness/model/evidence.ts';

export interface EvidenceFile {
  /** Relative to the run's folder. */
  readonly file: string;
  readonly evidence: Evidence;
}

/** All evidence of a run with where it is, in the order in which its scenarios started. */
export function filesOfRun(folder: string): EvidenceFile[] {
  return globSync('**/evidence.json', { cwd: folder })
    .map((file) => ({
      file,
      evidence: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Evidence,
    }))
    .filter(({ evidence }) => (evidence.schema as number) === EVIDENCE_SCHEMA)
    .sort((a, b) => a.evidence.startedAt.localeCompare(b.evidence.startedAt));
}

/** All evidence of a run, in the order in which its scenarios started. */
export function readRun(folder: string): Evidence[] {
  return filesOfRun(folder).map(({ evidence }) => evidence);
}
