import type { PageIndex } from '../../data/page-index.ts';
import type { Coverage, EdgeCoverage, StateCoverage } from '../../../states/coverage.ts';
import { edgeStanding, stateStanding } from '../../../states/standing.ts';
import { CodeText } from '../parts/code-text.tsx';
import { Section } from '../parts/section.tsx';
import { ProofList } from '../parts/proof-list.tsx';
import { Source } from './source.tsx';
import { StandingText } from './standing-text.tsx';

/** The diagram in words: every edge and every state, with all that the run says of it. */
export function StatesTable({ index, coverage }: { readonly index: PageIndex; readonly coverage: Coverage }) {
  return (
    <>
      <Section title="Every edge">
        <div class="scroll">
          <table class="table">
            <Heads of={['No.', 'Edge', 'Event', 'RFC 9293', 'Standing', 'Scenarios']} />
            <tbody>
              {coverage.edges.map((edge) => (
                <EdgeRow key={edge.number} index={index} edge={edge} />
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title="Every state">
        <div class="scroll">
          <table class="table">
            <Heads of={['State', 'Standing', 'Scenarios']} />
            <tbody>
              {coverage.states.map((state) => (
                <StateRow key={state.state} index={index} state={state} />
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  );
}

function Heads({ of }: { readonly of: readonly string[] }) {
  return (
    <thead>
      <tr>
        {of.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function EdgeRow({ index, edge }: { readonly index: PageIndex; readonly edge: EdgeCoverage }) {
  const { number, from, to, event, source, status, why, evidence } = edge;
  return (
    <tr>
      <th scope="row">{number}</th>
      <td>
        <span class="states-way">
          {from.join(', ')} → {to}
        </span>
      </td>
      <td>{event}</td>
      <td>
        <Source source={source} text={source.replace('RFC 9293 section ', '')} />
      </td>
      <td>
        <StandingText standing={edgeStanding(edge)} />
        {status !== 'missing' && why !== undefined && (
          <p>
            <CodeText text={why} />
          </p>
        )}
      </td>
      <td>
        <ProofList index={index} evidence={evidence} />
      </td>
    </tr>
  );
}

function StateRow({ index, state }: { readonly index: PageIndex; readonly state: StateCoverage }) {
  const { status, why, evidence } = state;
  return (
    <tr>
      <th scope="row">{state.state}</th>
      <td>
        <StandingText standing={stateStanding(state)} />
        {status !== 'missing' && why !== undefined && (
          <p>
            <CodeText text={why} />
          </p>
        )}
      </td>
      <td>
        <ProofList index={index} evidence={evidence} />
      </td>
    </tr>
  );
}
