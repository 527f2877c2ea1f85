import type { Load, PageIndex } from '../data/page-index.ts';
import { ClaimsPage } from './claims/claims-page.tsx';
import { Overview } from './overview/overview.tsx';
import { useRoute } from './route.ts';
import { ScenarioPage } from './scenario/scenario-page.tsx';
import { StatesPage } from './states/states-page.tsx';

export function App({ index, load }: { readonly index: PageIndex; readonly load: Load }) {
  const route = useRoute();
  return (
    <>
      <header>
        <nav aria-label="Pages">
          <a href="#/">Overview</a> <a href="#/states">State machine</a> <a href="#/claims">Claims</a>
        </nav>
      </header>
      <main id="main">
        {route.page === 'overview' && <Overview index={index} />}
        {route.page === 'scenario' && <ScenarioPage index={index} load={load} number={route.number} />}
        {route.page === 'states' && <StatesPage index={index} />}
        {route.page === 'claims' && <ClaimsPage index={index} />}
      </main>
    </>
  );
}
