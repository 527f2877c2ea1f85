import { useEffect, useRef } from 'preact/hooks';
import type { PageIndex } from '../../data/page-index.ts';
import type { EdgeCoverage, StateCoverage } from '../../../states/coverage.ts';
import { edgeStanding, stateStanding } from '../../../states/standing.ts';
import { CodeText } from '../parts/code-text.tsx';
import { ProofList } from '../parts/proof-list.tsx';
import type { Chosen } from './chosen.ts';
import { Source } from './source.tsx';
import { StandingText } from './standing-text.tsx';

/** All that the run says of the edge or state that was chosen. It takes the focus: that is where its links are. */
export function Details({ index, chosen }: { readonly index: PageIndex; readonly chosen: Chosen }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const item = chosen.kind === 'edge' ? chosen.edge : chosen.state;
  useEffect(() => heading.current?.focus(), [item]);
  return (
    <section class="states-details" aria-labelledby="states-details-heading">
      <h2 id="states-details-heading" ref={heading} tabIndex={-1}>
        {chosen.kind === 'edge' ? `Edge ${String(chosen.edge.number)}` : chosen.state.state}
      </h2>
      {chosen.kind === 'edge' ? <EdgeFacts {...chosen.edge} /> : <StateFacts {...chosen.state} />}
      <ProofList index={index} evidence={item.evidence} />
    </section>
  );
}

function EdgeFacts(edge: EdgeCoverage) {
  const { from, to, event, source, why, shownFrom = [] } = edge;
  const isShownFromAll = from.length === 1 || from.length === shownFrom.length;
  return (
    <>
      <p>
        {from.join(', ')} → {to === 'same' ? 'the same state' : to}, on {event} (<Source source={source} />)
      </p>
      <p>
        <StandingText standing={edgeStanding(edge)} />
        {shownFrom.length > 0 && !isShownFromAll && <> from {shownFrom.join(', ')}; one state is enough</>}
      </p>
      {why !== undefined && (
        <p>
          <CodeText text={why} />
        </p>
      )}
    </>
  );
}

function StateFacts(state: StateCoverage) {
  return (
    <>
      <p>
        <StandingText standing={stateStanding(state)} />
      </p>
      {state.why !== undefined && (
        <p>
          <CodeText text={state.why} />
        </p>
      )}
    </>
  );
}
