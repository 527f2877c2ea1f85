import { LEDGER } from '../../harness/model/claims/ledger.ts';
import type { Claim } from '../../harness/model/claims/claim.ts';
import type { Pins } from '../../harness/model/claims/pinned.ts';
import { GeneratedPart } from '../generated-part.ts';

/** Where the ledger stands in docs/claims.md. */
export const LEDGER_PART = new GeneratedPart('claims', 'halfclose claims --write');

/** The ledger as it stands in the docs, with the verdicts that were pinned last. */
export function renderLedger(pins: Pins): string {
  const parts = Object.entries(LEDGER).map(([topic, claims]) =>
    [
      `## ${topic}`,
      '',
      '| id | claim | said by | verdict | what is true |',
      '| --- | --- | --- | --- | --- |',
      ...claims.map((claim) => row(claim, pins)),
    ].join('\n'),
  );
  return [`Verdicts computed from what Linux ${pins.kernel} did.`, ...parts].join('\n\n');
}

function row({ id, says, sources, truth, notTried }: Claim, { verdicts }: Pins): string {
  const verdict = verdicts[id];
  const more = verdict === undefined ? notTried : verdict === 'holds' ? undefined : truth;
  const cells = [id, says, sources, verdict ?? 'not tried', more ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
