import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtFile } from '../../../harness/backend/package-files.ts';
import { evidencePaths, readEvidence } from '../../read-run.ts';
import { readRunNote } from '../../run-note.ts';
import { htmlOf } from './html.ts';
import { PageContents } from './page-contents.ts';

/** Told before each file of evidence is read. */
export type OnProgress = (read: number, all: number) => void;

/** Writes `report.html` into a run's folder, from the evidence there. Its path; undefined where there is no evidence. */
export function writePage(folder: string, onProgress?: OnProgress): string | undefined {
  const files = evidencePaths(folder);
  if (files.length === 0) return undefined;
  const contents = new PageContents();
  for (const [read, file] of files.entries()) {
    onProgress?.(read, files.length);
    // It may be gone by now, which reading it tells.
    const stats = statSync(path.join(folder, file), { throwIfNoEntry: false });
    contents.add(readEvidence(folder, file), stats?.size ?? 0);
  }
  const name = path.basename(folder);
  const page = path.join(folder, 'report.html');
  writeFileSync(
    page,
    htmlOf({
      title: `${name} – halfclose`,
      script: readFileSync(builtFile('page.js'), 'utf8'),
      style: readFileSync(builtFile('page.css'), 'utf8'),
      parts: contents.parts(name, readRunNote(folder)),
    }),
  );
  return page;
}
