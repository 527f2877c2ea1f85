import type { PageIndex } from '../../data/page-index.ts';
import { More } from '../parts/more.tsx';
import { usePages } from '../parts/use-pages.ts';
import { useRoving } from '../parts/use-roving.ts';
import { ClearButton } from './filter-bar.tsx';
import { ScenarioRow } from './scenario-row.tsx';
import { SortHeads } from './sort-heads.tsx';

const ROWS_AT_ONCE = 200;

interface ScenarioListProps {
  readonly scenarios: PageIndex['scenarios'];
  /** Of those that are shown, in their order. */
  readonly numbers: readonly number[];
  readonly query: URLSearchParams;
}

export function ScenarioList({ scenarios, numbers, query }: ScenarioListProps) {
  const pages = usePages(ROWS_AT_ONCE, query.toString());
  const shown = numbers.slice(0, pages.most);
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
      <More pages={pages} all={numbers.length} what="scenarios" />
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
