import type { EntryVerdict } from './entries.ts';
import { VERDICTS, type LedgerRow } from './side-by-side.ts';

/** Which claims of the ledger are wanted; all where nothing is said. */
export interface LedgerFilter {
  readonly verdicts: readonly EntryVerdict[];
  /** Every word of it is in the claim, its number or what is true. */
  readonly text: string;
}

export function filterOf(query: URLSearchParams): LedgerFilter {
  const named = query.getAll('verdict');
  return { verdicts: VERDICTS.filter((verdict) => named.includes(verdict)), text: query.get('q') ?? '' };
}

/** The address of the ledger so filtered. */
export function ledgerLink({ verdicts, text }: LedgerFilter): string {
  const query = new URLSearchParams(verdicts.map((verdict): [string, string] => ['verdict', verdict]));
  if (text !== '') query.set('q', text);
  return query.size === 0 ? '#/claims' : `#/claims?${query.toString()}`;
}

/** The filter with a verdict put in where it was not, and taken out where it was. */
export function toggled(filter: LedgerFilter, verdict: EntryVerdict): LedgerFilter {
  const { verdicts } = filter;
  const isIn = verdicts.includes(verdict);
  return { ...filter, verdicts: isIn ? verdicts.filter((each) => each !== verdict) : [...verdicts, verdict] };
}

export function wanted(rows: readonly LedgerRow[], { verdicts, text }: LedgerFilter): LedgerRow[] {
  const words = text.toLowerCase().split(/\s+/);
  return rows.filter(
    (row) =>
      (verdicts.length === 0 || verdicts.some((verdict) => hasVerdict(row, verdict))) &&
      words.every((word) => textOf(row).includes(word)),
  );
}

/** On any backend. */
export function hasVerdict({ readings }: LedgerRow, verdict: EntryVerdict): boolean {
  return readings.some((each) => each.verdict === verdict);
}

function textOf({ id, claim, readings }: LedgerRow): string {
  return [id, claim, ...readings.map(({ truth = '' }) => truth)].join('\n').toLowerCase();
}
