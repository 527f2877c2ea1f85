import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TraceEvidence } from '../model/evidence.ts';
import { runFolder } from './run-folder.ts';

const noteIn = (folder: string) => path.join(folder, 'sampled.txt');

/** Notes for the run's last lines that states were only sampled, and why; unless somebody wanted it so. */
export function noteSampled({ state, why }: TraceEvidence): void {
  if (state === 'on' || process.env['HALFCLOSE_TRACE'] === 'off') return;
  writeFileSync(noteIn(runFolder()), `states were sampled, not traced: kernel trace ${state}: ${why ?? ''}`);
}

/** Why states of the run in this folder were only sampled; undefined where none were, as far as is known. */
export function sampledNote(folder: string): string | undefined {
  return existsSync(noteIn(folder)) ? readFileSync(noteIn(folder), 'utf8') : undefined;
}
