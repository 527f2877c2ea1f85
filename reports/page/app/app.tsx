import type { Load, PageIndex } from '../data/page-index.ts';
import { ClaimsPage } from './claims/claims-page.tsx';
import { Frame } from './frame/frame.tsx';
import { pageTitle } from './frame/page-title.ts';
import { useArrival } from './frame/use-arrival.ts';
import { Overview } from './overview/overview.tsx';
import { queryOf, routeOf, type Route } from './route.ts';
import { ScenarioPage } from './scenario/scenario-page.tsx';
import { StatesPage } from './states/states-page.tsx';
import { useHash } from './use-hash.ts';
import { UnknownPage } from './frame/unknown-page.tsx';

export function App({ index, load }: { readonly index: PageIndex; readonly load: Load }) {
  const hash = useHash();
  const route = routeOf(hash);
  useArrival(hash, pageTitle(route, index));
  return (
    <Frame run={index.run} route={route}>
      <Page index={index} load={load} route={route} query={queryOf(hash)} />
    </Frame>
  );
}

interface PageProps {
  readonly index: PageIndex;
  readonly load: Load;
  readonly route: Route;
  readonly query: URLSearchParams;
}

function Page({ index, load, route, query }: PageProps) {
  switch (route.page) {
    case 'overview':
      return <Overview index={index} query={query} />;
    case 'scenario': {
      const { number } = route;
      return <ScenarioPage key={number} index={index} load={load} number={number} query={query} />;
    }
    case 'states':
      return <StatesPage index={index} />;
    case 'claims':
      return <ClaimsPage index={index} />;
    case 'unknown':
      return <UnknownPage what={`There is no page “${route.address}” in this report.`} />;
  }
}
