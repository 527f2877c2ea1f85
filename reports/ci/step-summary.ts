import { appendFileSync, existsSync, statSync } from 'node:fs';

/** GitHub shows no summary at all of a step whose file is longer (docs.github.com, "Job summary isolation and limits"). */
const LONGEST_BYTES = 1024 * 1024;

/** Adds blocks of Markdown to the file that GitHub shows as the step's summary, as many as it takes. */
export function appendStepSummary(file: string, blocks: readonly string[]): void {
  const taken = existsSync(file) ? statSync(file).size : 0;
  appendFileSync(file, fitting(blocks, LONGEST_BYTES - taken));
}

const CUT = '… the rest is in summary.md: GitHub takes no more.';

/** The first blocks that are not longer than this together, in UTF-8; with a note where that is not all. */
export function fitting(blocks: readonly string[], bytes: number): string {
  const whole = joined(blocks);
  if (Buffer.byteLength(whole) <= bytes) return whole;
  let left = bytes - Buffer.byteLength(joined([CUT]));
  if (left < 0) return '';
  const end = blocks.findIndex((block) => (left -= Buffer.byteLength(joined([block]))) < 0);
  return joined([...blocks.slice(0, end), CUT]);
}

/** As a file of Markdown has them. */
export function joined(blocks: readonly string[]): string {
  return blocks.map((block) => `${block}\n\n`).join('');
}
