import type { Claim, ClaimVerdict } from '../../harness/model/claims/claim.ts';
import { LEDGER } from '../../harness/model/claims/ledger.ts';
import type { ClaimEvidence, ScaledTime } from '../../harness/model/claims/claim-evidence.ts';
import type { EvidenceFile } from '../read-run.ts';

export type EntryVerdict = ClaimVerdict | 'contradictory' | 'not tried';

/** What a run says of one claim on one backend. */
export interface Entry {
  readonly id: string;
  /** The heading of the ledger that it stands under. */
  readonly topic: string;
  readonly claim: string;
  readonly source: string;
  /** `contradictory`: scenarios of the run do not agree. `not tried`: none has put it to a kernel. */
  readonly verdict: EntryVerdict;
  /** What is true instead, or within which limits it holds; why it could not be tried. */
  readonly truth: string | undefined;
  readonly scaled: readonly ScaledTime[];
  readonly kernel: string | undefined;
  readonly backend: string | undefined;
  /** Relative to the run's folder, one for each scenario that put it to the kernel. */
  readonly evidence: readonly string[];
}

interface Witness {
  readonly file: string;
  readonly kernel: string | undefined;
  readonly found: ClaimEvidence;
}

/** The whole ledger as a run shows it on one backend; every claim is there, also one that nothing is known of. */
export function entriesOf(run: readonly EvidenceFile[], backend: string): Entry[] {
  const witnesses = run
    .filter(({ evidence }) => evidence.backend === backend && evidence.status !== 'running')
    .flatMap(witnessesIn);
  return Object.entries(LEDGER).flatMap(([topic, claims]) =>
    claims.map((claim) => ({
      topic,
      ...entryOf(
        claim,
        backend,
        witnesses.filter(({ found }) => found.id === claim.id),
      ),
    })),
  );
}

function witnessesIn({ file, evidence }: EvidenceFile): Witness[] {
  const kernel = evidence.hosts[0]?.versions.kernel;
  return evidence.claims.map((found) => ({ file, kernel, found }));
}

function entryOf(claim: Claim, backend: string, witnesses: readonly Witness[]): Omit<Entry, 'topic'> {
  const verdicts = [...new Set(witnesses.map(({ found }) => found.verdict))];
  const [verdict = 'not tried' as const] = verdicts;
  return {
    ...{ id: claim.id, claim: claim.says, source: claim.sources },
    verdict: verdicts.length > 1 ? 'contradictory' : verdict,
    truth: verdict === 'not tried' ? claim.notTried : verdict === 'holds' ? undefined : claim.truth,
    scaled: witnesses[0]?.found.scaled ?? [],
    ...{ kernel: witnesses[0]?.kernel, backend },
    evidence: witnesses.map(({ file }) => file),
  };
}

/** What is wrong with what a run says of the ledger: empty where every claim has a verdict, or a reason to have none. */
export function lacksOf(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ id, verdict, truth, backend = '' }) => {
    const where = `${id} on ${backend}`;
    if (verdict === 'not tried')
      return truth === undefined ? [`${where}: no scenario has put it to a kernel`] : [];
    if (verdict === 'unproven' || verdict === 'contradictory') return [`${where}: ${verdict}`];
    return verdict !== 'holds' && truth === undefined
      ? [`${where}: ${verdict}, but nobody says what is true`]
      : [];
  });
}
