import { headline } from '../../../overview/tallies.ts';
import type { PageIndex } from '../../data/page-index.ts';
import type { Route } from '../route.ts';

/** What the browser's tab says. */
export function pageTitle(route: Route, { run, scenarios }: PageIndex): string {
  return [ownTitle(route, scenarios), run.name, 'halfclose'].join(' – ');
}

function ownTitle(route: Route, scenarios: PageIndex['scenarios']): string {
  if (route.page === 'overview') return headline(scenarios);
  if (route.page === 'states') return 'State machine';
  if (route.page === 'claims') return 'Claims';
  const head = route.page === 'scenario' ? scenarios[route.number] : undefined;
  return head ? `${head.name} (${head.outcome})` : 'Not found';
}
