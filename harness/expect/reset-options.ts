import { HalfcloseError } from '../model/errors.ts';
import type { TracedReset } from '../model/observation.ts';
import { RESET_CAUSES, RESET_REASONS, type ResetCause } from '../model/reset-reason.ts';
import type { WithinOptions } from './patience.ts';

/** Which RST is meant. */
export interface WantedReset {
  /** Why the kernel sent it, in its own word: `TCP_STATE`, `NO_SOCKET`, …; docs/resets.md says what makes it. Default: any. */
  readonly reason?: string;
  /**
   * What made it: a call, or the end of the process (`application`), a timer of the kernel's, or a segment that came in.
   * Default: any.
   */
  readonly by?: ResetCause;
}

export interface SentResetOptions extends WithinOptions, WantedReset {}

/** Raises UNKNOWN_REASON for a word that the kernel does not have, INVALID_OPTION for another `by`. */
export function checkWanted({ reason, by }: WantedReset, ofThisKernel: readonly string[] | undefined): void {
  if (by !== undefined && !RESET_CAUSES.includes(by)) {
    const known = RESET_CAUSES.map((cause) => `\`${cause}\``).join(', ');
    throw new HalfcloseError(
      'INVALID_OPTION',
      `Expected \`by\` to be one of ${known}, got \`${by as string}\``,
    );
  }
  // A kernel before 6.10 gives no reasons; it is not asked which it knows.
  const known = ofThisKernel && ofThisKernel.length > 0 ? ofThisKernel : RESET_REASONS;
  if (reason === undefined || known.includes(reason)) return;
  const meant = known.find((each) => each === bare(reason));
  throw new HalfcloseError(
    'UNKNOWN_REASON',
    `\`${reason}\` is no reason for a RST that ${known === RESET_REASONS ? 'a kernel is known to give' : 'this kernel knows'}`,
    { hint: meant === undefined ? `it knows: ${known.join(', ')}` : `did you mean ${meant}?` },
  );
}

export function isWanted({ reason, by }: WantedReset, reset: TracedReset): boolean {
  return (reason === undefined || reset.reason === reason) && (by === undefined || reset.by === by);
}

/** As it stands in messages: `reason TCP_STATE, by application`. */
export function wantedText({ reason, by }: WantedReset): string {
  const parts = [reason === undefined ? [] : [`reason ${reason}`], by === undefined ? [] : [`by ${by}`]];
  return parts.flat().join(', ');
}

function bare(reason: string): string {
  return reason.toUpperCase().replace(/^SK_RST_REASON_/, '');
}
