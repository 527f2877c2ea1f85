import type { PageIndex } from '../../data/page-index.ts';
import type { Coverage } from '../../../states/coverage.ts';
import { proofsOf } from '../parts/proofs.ts';
import { queryOf, scenarioLink } from '../route.ts';
import { useHash } from '../use-hash.ts';
import { chosenOf, statesLink, type Chosen } from './chosen.ts';
import { Details } from './details.tsx';
import { Legend } from './legend.tsx';
import { StateDiagram } from './state-diagram.tsx';
import { StatesTable } from './states-table.tsx';
import './diagram.css';
import './states.css';

export function StatesPage({ index }: { readonly index: PageIndex }) {
  const query = queryOf(useHash());
  const [first = ''] = Object.keys(index.states);
  const named = query.get('backend') ?? first;
  const backend = Object.hasOwn(index.states, named) ? named : first;
  const coverage = index.states[backend];
  return (
    <>
      <h1>State machine</h1>
      {coverage ? (
        <OfBackend {...{ index, backend, coverage, chosen: chosenOf(query, coverage) }} />
      ) : (
        <p>No scenario of this run has left evidence.</p>
      )}
    </>
  );
}

function OfBackend(props: {
  readonly index: PageIndex;
  readonly backend: string;
  readonly coverage: Coverage;
  readonly chosen: Chosen | undefined;
}) {
  const { index, backend, coverage, chosen } = props;
  return (
    <>
      <Backends all={Object.keys(index.states)} current={backend} />
      <Summary backend={backend} coverage={coverage} />
      <div class="states-figure">
        <StateDiagram
          key={backend}
          {...{ coverage, chosen }}
          linkOf={(each) => linkOf(each, index, backend)}
        />
        <div class="states-beside">
          {chosen && <Details index={index} chosen={chosen} />}
          <Legend {...coverage} />
        </div>
      </div>
      <StatesTable index={index} coverage={coverage} />
    </>
  );
}

/** To the scenario that proves it; where that is not one, to the list of those that say something of it. */
function linkOf(chosen: Chosen, index: PageIndex, backend: string): string {
  const { evidence } = chosen.kind === 'edge' ? chosen.edge : chosen.state;
  const [run, ...more] = proofsOf(index, evidence).flatMap(({ runs }) => runs);
  if (run !== undefined && more.length === 0) return scenarioLink(run);
  return chosen.kind === 'edge'
    ? statesLink(backend, { edge: String(chosen.edge.number) })
    : statesLink(backend, { state: chosen.state.state });
}

function Backends({ all, current }: { readonly all: readonly string[]; readonly current: string }) {
  if (all.length < 2) return null;
  return (
    <nav class="states-backends" aria-label="Backends">
      {all.map((each) => (
        <a key={each} href={statesLink(each)} aria-current={each === current ? 'page' : undefined}>
          {each}
        </a>
      ))}
    </nav>
  );
}

function Summary({ backend, coverage }: { readonly backend: string; readonly coverage: Coverage }) {
  const { covered, edges, states } = coverage;
  const isInRun = [...edges, ...states].filter(({ status }) => status !== 'missing').length;
  return (
    <p class="states-summary">
      TCP’s state machine as RFC 9293 draws it in figure 5, with the edges that it has in words only and those
      of Linux. On {backend} this run has proven {covered.edges} of {edges.length} edges or shown them
      refused, and held and released {covered.states} of {states.length} states.
      {isInRun < edges.length + states.length && (
        <>
          {' '}
          What it did not try is grey; <code>npx halfclose test -- scenarios/state-machine</code> tries
          everything.
        </>
      )}
    </p>
  );
}
