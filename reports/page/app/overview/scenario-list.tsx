import { useState } from 'preact/hooks';
import type { PageIndex } from '../../data/page-index.ts';
import { useRoving } from '../parts/use-roving.ts';
import { ClearButton } from './filter-bar.tsx';
import { ScenarioRow } from './scenario-row.tsx';
import { SortHeads } from './sort-heads.tsx';

/** As many rows as are shown at first, and added at a time. */
const ROWS = 200;

interface ScenarioListProps {
  readonly scenarios: PageIndex['scenarios'];
  /** Of those that are shown, in their order. */
  readonly numbers: readonly number[];
  readonly query: URLSearchParams;
}

export function ScenarioList({ scenarios, numbers, query }: ScenarioListProps) {
  const [more, setMore] = useState({ query: '', rows: 0 });
  // Another choice begins with its first rows again.
  const limit = ROWS + (more.query === query.toString() ? more.rows : 0);
  const shown = numbers.slice(0, limit);
  const { list, tabIndex } = useRoving(shown.length);
  if (numbers.length === 0) return <NothingMatches />;
  return (
    <>
      <table class="overview-table" aria-label="Scenarios">
        <thead>
          <SortHeads query={query} />
        </thead>
        <tbody {...list}>
          {shown.map((number, place) => {
            const head = scenarios[number];
            const row = { number, query, tabIndex: tabIndex(place) };
            return head && <ScenarioRow key={number} head={head} {...row} />;
          })}
        </tbody>
      </table>
      {numbers.length > limit && (
        <p class="overview-more">
          {limit} of {numbers.length} are shown.{' '}
          <button type="button" onClick={() => setMore({ query: query.toString(), rows: limit })}>
            Show {Math.min(ROWS, numbers.length - limit)} more
          </button>
        </p>
      )}
    </>
  );
}

function NothingMatches() {
  return (
    <p class="overview-none">
      No scenario matches. <ClearButton />
    </p>
  );
}
