import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a run notes of itself in its folder, in `run.json`. */
export interface RunNote {
  readonly schema: 1;
  /** What repeats it, as one types it in the folder where it was started. */
  readonly command: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

const noteIn = (folder: string) => path.join(folder, 'run.json');

export function writeRunNote(folder: string, note: Omit<RunNote, 'schema'>): void {
  writeFileSync(noteIn(folder), `${JSON.stringify({ schema: 1, ...note } satisfies RunNote)}\n`);
}

/** The note of the run in this folder; undefined where there is none that can be read. */
export function readRunNote(folder: string): RunNote | undefined {
  try {
    const note = JSON.parse(readFileSync(noteIn(folder), 'utf8')) as RunNote;
    return (note.schema as number) === 1 ? note : undefined;
  } catch {
    return undefined;
  }
}
