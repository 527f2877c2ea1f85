import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { writePage, type OnProgress } from '../../reports/page/build/write-page.ts';
import { monotonicMs } from '../model/clock.ts';
import { HalfcloseError } from '../model/errors.ts';
import { outFolder } from '../scenario/run-folder.ts';

export interface ReportOptions {
  readonly open?: true;
}

/** `halfclose report`: writes the page of one run, from its evidence, and prints where it is; `--open` shows it too. */
export async function report(
  run = path.join(outFolder(), 'latest'),
  { open }: ReportOptions = {},
): Promise<void> {
  const page = existsSync(run) ? writePage(realpathSync(run), progress()) : undefined;
  if (page === undefined) {
    throw new HalfcloseError('INVALID_OPTION', `there is no evidence in ${run}`, {
      hint: 'run `npx halfclose demo` first, or name another run: `npx halfclose report <folder>`',
    });
  }
  process.stdout.write(`${path.relative(process.cwd(), page)}\n`);
  if (open) await show(page);
}

/** What takes less says nothing; what takes longer says how far it is after this time, after twice as long, and so on. */
const SILENT_MS = 2_000;

function progress(): OnProgress {
  const began = monotonicMs();
  let silentUntil = began + SILENT_MS;
  return (read, all) => {
    if (monotonicMs() < silentUntil) return;
    silentUntil += silentUntil - began;
    process.stderr.write(`${String(read)} of ${String(all)} scenarios read\n`);
  };
}

/** With whatever program the desktop opens pages with (man 1 xdg-open), which outlives this one. */
async function show(page: string): Promise<void> {
  const viewer = spawn('xdg-open', [page], { detached: true, stdio: 'ignore' });
  try {
    await once(viewer, 'spawn');
  } catch (cause) {
    throw new HalfcloseError('MISSING_TOOL', 'xdg-open, which shows a page, cannot be run', {
      hint: `install xdg-utils, or open ${page} in a browser`,
      cause,
    });
  }
  viewer.unref();
}
