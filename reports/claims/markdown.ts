import { LEDGER } from '../../harness/model/claims/ledger.ts';
import type { Claim } from '../../harness/model/claims/claim.ts';
import type { Pins } from '../../harness/model/claims/pinned.ts';

const BEGIN = '<!-- claims: begin; made by `halfclose claims --write` -->';
const END = '<!-- claims: end -->';

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

/** The page with the ledger in its place. */
export function withLedger(page: string, ledger: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`the page has no place for the ledger: ${BEGIN}`);
  return `${before}${BEGIN}\n\n${ledger}\n\n${END}${after}`;
}
