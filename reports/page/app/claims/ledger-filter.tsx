import { hasVerdict, ledgerLink, toggled, type LedgerFilter } from '../../../claims/filter.ts';
import { VERDICTS, type LedgerRow } from '../../../claims/side-by-side.ts';
import { replaceAddress } from '../use-hash.ts';
import { ClaimBadge } from './claim-badge.tsx';

/** What is wanted is kept in the address: it can be shared, and Back undoes a choice. */
export function LedgerFilterBar(props: {
  readonly rows: readonly LedgerRow[];
  readonly filter: LedgerFilter;
  /** How many claims it leaves. */
  readonly count: number;
}) {
  const { rows, filter, count } = props;
  return (
    <form role="search" class="filter" onSubmit={(event) => event.preventDefault()}>
      <label class="filter-search">
        <span class="filter-label">Search</span>
        <input
          type="search"
          value={filter.text}
          placeholder="claim, number or what is true"
          onInput={({ currentTarget }) =>
            replaceAddress(ledgerLink({ ...filter, text: currentTarget.value }))
          }
        />
      </label>
      <Verdicts rows={rows} filter={filter} />
      <p role="status">
        {count} of {rows.length} claims
      </p>
    </form>
  );
}

function Verdicts({ rows, filter }: { readonly rows: readonly LedgerRow[]; readonly filter: LedgerFilter }) {
  const counts = VERDICTS.map((verdict) => ({
    verdict,
    count: rows.filter((row) => hasVerdict(row, verdict)).length,
  }));
  return (
    <fieldset>
      <legend>Verdict</legend>
      {counts
        .filter(({ count }) => count > 0)
        .map(({ verdict, count }) => (
          <label key={verdict}>
            <input
              type="checkbox"
              checked={filter.verdicts.includes(verdict)}
              onChange={() => (location.hash = ledgerLink(toggled(filter, verdict)))}
            />
            <ClaimBadge verdict={verdict} /> {count}
          </label>
        ))}
    </fieldset>
  );
}
