import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Evidence } from '../harness/model/evidence.ts';
import { openEvidence } from './evidence/open-evidence.ts';

export interface EvidenceFile {
  /** Relative to the run's folder. */
  readonly file: string;
  readonly evidence: Evidence;
}

/** A file that should have held evidence. */
export interface UnreadableFile {
  readonly file: string;
  readonly why: string;
}

/** Where the evidence of a run lies, relative to its folder: scenarios of one file, and of one name, follow each other. */
export function evidencePaths(folder: string): string[] {
  return globSync('**/evidence.json', { cwd: folder }).sort();
}

/** One file of a run's evidence; what cannot be read is told, for it may be that of the scenario that matters. */
export function readEvidence(folder: string, file: string): EvidenceFile | UnreadableFile {
  try {
    return { file, evidence: openEvidence(readFileSync(path.join(folder, file), 'utf8')) };
  } catch (error) {
    return { file, why: error instanceof Error ? error.message : String(error) };
  }
}

/** All evidence of a run with where it is, in the order in which its scenarios started; stderr tells what is unreadable. */
export function filesOfRun(folder: string): EvidenceFile[] {
  return evidencePaths(folder)
    .flatMap((file) => {
      const read = readEvidence(folder, file);
      if ('evidence' in read) return [read];
      process.stderr.write(`left out: ${file}: ${read.why}\n`);
      return [];
    })
    .sort(byStart);
}

/** All evidence of a run, in the order in which its scenarios started. */
export function readRun(folder: string): Evidence[] {
  return filesOfRun(folder).map(({ evidence }) => evidence);
}

export function byStart(a: { readonly evidence: Evidence }, b: { readonly evidence: Evidence }): number {
  return a.evidence.startedAt.localeCompare(b.evidence.startedAt);
}
