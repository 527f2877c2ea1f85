import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a run says of itself, in `run.json` in its folder: evidence is a scenario's, and knows nothing of its run. */
export interface RunNote {
  readonly schema: 1;
  /** What repeats the run, in a shell. */
  readonly command: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

const noteIn = (folder: string) => path.join(folder, 'run.json');

export function writeRunNote(folder: string, note: RunNote): void {
  writeFileSync(noteIn(folder), `${JSON.stringify(note, undefined, 1)}\n`);
}

/** Undefined where the run has left none, or one that cannot be read: a report does without it. */
export function readRunNote(folder: string): RunNote | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(noteIn(folder), 'utf8'));
    return isRunNote(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isRunNote(read: unknown): read is RunNote {
  const { schema, command, startedAt } = (read ?? {}) as Partial<Record<keyof RunNote, unknown>>;
  return schema === 1 && typeof command === 'string' && typeof startedAt === 'string';
}
