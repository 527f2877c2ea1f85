import { headline } from '../../../overview/tallies.ts';
import { matching } from '../../../overview/filter.ts';
import { orderOf, ordered } from '../../../overview/order.ts';
import { runLine } from '../../../overview/run-line.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { Counts } from './counts.tsx';
import { FilterBar } from './filter-bar.tsx';
import { RunFactsAside } from './run-facts-aside.tsx';
import { ScenarioList } from './scenario-list.tsx';
import './overview.css';

interface OverviewProps {
  readonly index: PageIndex;
  /** What is chosen, and in which order it is shown, as the address says it. */
  readonly query: URLSearchParams;
}

export function Overview({ index, query }: OverviewProps) {
  const { run, scenarios } = index;
  const numbers = ordered(scenarios, matching(scenarios, query), orderOf(query));
  return (
    <>
      <div class="overview-head">
        <h1>{headline(scenarios)}</h1>
        <p class="faint">{runLine(run)}</p>
        <Counts scenarios={scenarios} />
      </div>
      <RunFactsAside index={index} />
      <section class="overview-list" aria-labelledby="scenarios">
        <h2 id="scenarios">Scenarios</h2>
        <FilterBar scenarios={scenarios} query={query} matches={numbers.length} />
        <ScenarioList scenarios={scenarios} numbers={numbers} query={query} />
      </section>
    </>
  );
}
