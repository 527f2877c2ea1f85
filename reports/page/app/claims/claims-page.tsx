import { useEffect } from 'preact/hooks';
import { filterOf, wanted } from '../../../claims/filter.ts';
import { sideBySide, type LedgerRow } from '../../../claims/side-by-side.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { Command } from '../parts/command.tsx';
import { Section } from '../parts/section.tsx';
import { queryOf } from '../route.ts';
import { useHash } from '../use-hash.ts';
import { ClaimRow } from './claim-row.tsx';
import { LedgerFilterBar } from './ledger-filter.tsx';
import './claims.css';

export function ClaimsPage({ index }: { readonly index: PageIndex }) {
  const rows = sideBySide(index.claims);
  return (
    <>
      <h1>Claims</h1>
      {rows.length > 0 ? <Ledger index={index} rows={rows} /> : <NoClaims />}
    </>
  );
}

function NoClaims() {
  return (
    <>
      <p class="claims-summary">
        No scenario of this run has put a claim to a kernel. This fills the ledger:
      </p>
      <Command text="npx halfclose test -- scenarios/claims" />
    </>
  );
}

interface LedgerProps {
  readonly index: PageIndex;
  readonly rows: readonly LedgerRow[];
}

function Ledger({ index, rows }: LedgerProps) {
  const query = queryOf(useHash());
  const filter = filterOf(query);
  const chosen = query.get('id');
  const shown = wanted(rows, filter);
  useEffect(() => {
    if (chosen !== null) document.getElementById(`claim-${chosen}`)?.scrollIntoView();
  }, [chosen]);
  return (
    <>
      <p class="claims-summary">
        What five widely copied articles (A to E) tell engineers about TCP, each sentence put to a real
        kernel: {kernelsOf(index).join('; ')}.
      </p>
      <LedgerFilterBar rows={rows} filter={filter} count={shown.length} />
      {[...Map.groupBy(shown, ({ topic }) => topic)].map(([topic, claims]) => (
        <Section key={topic} title={topic}>
          <ul class="plain">
            {claims.map((row) => (
              <ClaimRow key={row.id} {...{ index, row, isChosen: row.id === chosen }} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

/** `Linux 6.18.44 (netns)`, for each backend that a claim was put to. */
function kernelsOf({ claims }: PageIndex): string[] {
  return Object.entries(claims).flatMap(([backend, entries]) => {
    const kernel = entries.find((each) => each.kernel !== undefined)?.kernel;
    return kernel === undefined ? [] : [`Linux ${kernel} (${backend})`];
  });
}
