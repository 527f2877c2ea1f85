import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { writePage } from '../../reports/page/build/write-page.ts';
import { HalfcloseError } from '../model/errors.ts';
import { outFolder } from '../scenario/run-folder.ts';

/** `halfclose report`: the page of one run, from its evidence. */
export function report(run = path.join(outFolder(), 'latest')): void {
  if (!existsSync(run)) {
    throw new HalfcloseError('INVALID_OPTION', `there is no run in ${run}`, {
      hint: 'run `npx halfclose demo` first, or name another run',
    });
  }
  process.stdout.write(`${path.relative(process.cwd(), writePage(realpathSync(run)))}\n`);
}
