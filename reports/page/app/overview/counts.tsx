import { OUTCOMES } from '../../../outcome.ts';
import { talliesOf, type Tally } from '../../../overview/tallies.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { overviewLink } from '../route.ts';

const WORST_FIRST = OUTCOMES.toReversed();

/** How many scenarios had which outcome on which backend; each number leads to them. */
export function Counts({ scenarios }: { readonly scenarios: PageIndex['scenarios'] }) {
  return (
    <table class="overview-counts">
      <caption class="hidden">Scenarios by backend and outcome</caption>
      <thead>
        <tr>
          <th scope="col">Backend</th>
          {WORST_FIRST.map((outcome) => (
            <th key={outcome} scope="col">
              <OutcomeBadge outcome={outcome} />
            </th>
          ))}
          <th scope="col">all</th>
        </tr>
      </thead>
      <tbody>
        {talliesOf(scenarios).map((tally) => (
          <Row key={tally.backend} tally={tally} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ tally: { backend, counts, total } }: { readonly tally: Tally }) {
  return (
    <tr>
      <th scope="row">{backend}</th>
      {WORST_FIRST.map((outcome) => (
        <td key={outcome}>
          <Count count={counts[outcome]} query={{ backend, outcome }} />
        </td>
      ))}
      <td>
        <Count count={total} query={{ backend }} />
      </td>
    </tr>
  );
}

function Count({ count, query }: { readonly count: number; readonly query: Record<string, string> }) {
  if (count === 0) return <span class="faint">0</span>;
  const label = [count, ...Object.values(query).reverse()].join(' ');
  return (
    <a href={overviewLink(new URLSearchParams(query))} aria-label={label}>
      {count}
    </a>
  );
}
