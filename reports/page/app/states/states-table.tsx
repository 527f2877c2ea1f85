import type { ComponentChildren } from 'preact';
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
      <TableOf title="Every edge" heads={['No.', 'Edge', 'Event', 'RFC 9293', 'Standing', 'Scenarios']}>
        {coverage.edges.map((edge) => (
          <EdgeRow key={edge.number} index={index} edge={edge} />
        ))}
      </TableOf>
      <TableOf title="Every state" heads={['State', 'Standing', 'Scenarios']}>
        {coverage.states.map((state) => (
          <StateRow key={state.state} index={index} state={state} />
        ))}
      </TableOf>
    </>
  );
}

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

function TableOf({ title, heads, children }: TableProps) {
  return (
    <Section title={title}>
      <div class="scroll">
        <table class="table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </Section>
  );
}

function EdgeRow({ index, edge }: { readonly index: PageIndex; readonly edge: EdgeCoverage }) {
  const { number, from, to, event, source, evidence } = edge;
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
        <Why {...edge} />
      </td>
      <td>
        <ProofList index={index} evidence={evidence} />
      </td>
    </tr>
  );
}

function StateRow({ index, state }: { readonly index: PageIndex; readonly state: StateCoverage }) {
  return (
    <tr>
      <th scope="row">{state.state}</th>
      <td>
        <StandingText standing={stateStanding(state)} />
        <Why {...state} />
      </td>
      <td>
        <ProofList index={index} evidence={state.evidence} />
      </td>
    </tr>
  );
}

/** Why it is not proven; what this run did not try needs no reason. */
function Why({ status, why }: Pick<EdgeCoverage | StateCoverage, 'status' | 'why'>) {
  if (status === 'missing' || why === undefined) return null;
  return (
    <p>
      <CodeText text={why} />
    </p>
  );
}
