import { runsOf } from '../../../overview/tallies.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { scenarioLink } from '../route.ts';

interface OtherRunsProps {
  readonly scenarios: PageIndex['scenarios'];
  readonly number: number;
  readonly query: URLSearchParams;
}

/** What came of the same scenario when it was run again; nothing where it was run once. */
export function OtherRuns({ scenarios, number, query }: OtherRunsProps) {
  const runs = runsOf(scenarios, number);
  if (runs.length < 2) return null;
  return (
    <nav class="scenario-runs" aria-label="Runs of this scenario">
      <span class="faint">{runs.length} runs</span>
      <ol>
        {runs.map((run, place) => (
          <li key={run}>
            <a href={scenarioLink(run, query)} aria-current={run === number ? 'page' : undefined}>
              <span class="faint">{place + 1}</span>{' '}
              <OutcomeBadge outcome={scenarios[run]?.outcome ?? 'interrupted'} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
