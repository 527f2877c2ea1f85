import { claimVerdict, type Claim, type ClaimVerdict, type Finding } from './claim.ts';

/** What a scenario has found out about one claim. */
export interface ClaimFacts {
  readonly claim: Claim;
  readonly findings: readonly Finding[];
  /** What was made shorter than it is by default, so that nobody has to wait. */
  readonly scaled: readonly ScaledTime[];
}

export interface ScaledTime {
  /** A kernel parameter or a socket option. */
  readonly what: string;
  readonly here: string;
  readonly byDefault: string;
  /** Where its default was read. */
  readonly readFrom: string;
}

/** What a scenario's evidence says of one claim. */
export interface ClaimEvidence extends Pick<Claim, 'id' | 'says'>, Omit<ClaimFacts, 'claim'> {
  readonly verdict: ClaimVerdict;
}

export function claimEvidence({ claim, findings, scaled }: ClaimFacts): ClaimEvidence {
  return { id: claim.id, says: claim.says, findings, scaled, verdict: claimVerdict(findings, claim) };
}
