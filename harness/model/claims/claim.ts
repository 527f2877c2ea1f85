/** A sentence that engineers are told about TCP, to be put to a real kernel. */
export interface Claim {
  readonly id: string;
  /** In our own words. */
  readonly says: string;
  /** The articles that say so, a letter each (docs/claims.md). */
  readonly sources: string;
  /** What is true instead, or the limits within which it holds; in one sentence. */
  readonly truth?: string;
  /** Until when it was so, where it was; a kernel on which it is not so makes it obsolete then. */
  readonly soUntil?: string;
  /** Why it is not put to a kernel here. */
  readonly notTried?: string;
}

/**
 * `held`: what the claim says was so. `not held`: it was otherwise, and the evidence shows it. `unproven`: the evidence
 * cannot tell.
 */
type FindingAnswer = 'held' | 'not held' | 'unproven';

/** One part of a claim, or of what is true instead, and what a kernel made of it. */
export interface Finding {
  /** In milliseconds since the scenario began. */
  readonly at: number;
  readonly side: 'claimed' | 'instead';
  readonly text: string;
  readonly answer: FindingAnswer;
  /** What was asked of the evidence, and what it said. */
  readonly received: string;
}

/** What a kernel says of a claim; `unproven` is none that a ledger could keep. */
export type ClaimVerdict = 'holds' | 'holds with limits' | 'false here' | 'obsolete' | 'unproven';

/** The verdict that follows from what was found: the parts that were so, those that were not, and nothing else. */
export function claimVerdict(findings: readonly Finding[], { soUntil }: Claim): ClaimVerdict {
  const claimed = findings.filter(({ side }) => side === 'claimed').map(({ answer }) => answer);
  if (claimed.length === 0 || claimed.includes('unproven')) return 'unproven';
  if (claimed.every((answer) => answer === 'held')) return 'holds';
  if (claimed.includes('held')) return 'holds with limits';
  return soUntil === undefined ? 'false here' : 'obsolete';
}
