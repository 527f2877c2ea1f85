import type { Lab } from '../lab/lab.ts';
import type { ClaimVerdict } from '../model/claims/claim.ts';
import { isSameSeries, pinned } from '../model/claims/pinned.ts';
import { HalfcloseError } from '../model/errors.ts';

/**
 * Holds a verdict to the one that was pinned, if any. Raises CHANGED_VERDICT where the kernel is of the series that it
 * was pinned on; another kernel's answer is news, and printed.
 */
export function judgeByPin(id: string, verdict: ClaimVerdict, lab: Lab): void {
  const before = pinned.verdicts[id];
  if (before === undefined || before === verdict) return;
  const kernel = lab.hosts[0]?.evidence().versions.kernel ?? '';
  const news = `${id}: ${verdict} on kernel ${kernel}; on ${pinned.kernel} it was: ${before}`;
  if (!isSameSeries(kernel, pinned.kernel)) {
    process.stderr.write(`news: ${news}\n`);
    return;
  }
  throw new HalfcloseError('CHANGED_VERDICT', news, {
    hint: `the findings are in ${lab.evidenceFile ?? 'the evidence'}; npx halfclose claims --write pins what was found`,
  });
}
