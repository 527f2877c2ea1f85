import type { Coverage, EdgeCoverage, StateCoverage } from '../../../states/coverage.ts';
import { DIAGRAM_SIZE } from '../../../states/diagram.ts';
import type { Chosen } from './chosen.ts';
import { EdgeLink } from './edge-link.tsx';
import { StateLink } from './state-link.tsx';
import { useRoving } from './use-roving.ts';

export interface DiagramProps {
  readonly coverage: Coverage;
  readonly chosen: Chosen | undefined;
  readonly linkOf: (chosen: Chosen) => string;
}

/** RFC 9293's figure 5, every edge and state a link. */
export function StateDiagram({ coverage: { edges, states }, chosen, linkOf }: DiagramProps) {
  const { tabIndexOf, onFocus, onKeyDown } = useRoving<EdgeCoverage | StateCoverage>([...states, ...edges]);
  const linkProps = (item: EdgeCoverage | StateCoverage, as: Chosen) => ({
    ...{ href: linkOf(as), tabIndex: tabIndexOf(item), onFocus: () => onFocus(item) },
  });
  const chosenItem = chosen?.kind === 'edge' ? chosen.edge : chosen?.state;
  return (
    <svg
      class="states-diagram"
      viewBox={`0 0 ${String(DIAGRAM_SIZE.width)} ${String(DIAGRAM_SIZE.height)}`}
      role="group"
      aria-label="TCP's state machine. The arrow keys go from one edge or state to the next."
      onKeyDown={onKeyDown}
    >
      {states.map((state) => (
        <StateLink
          key={state.state}
          {...{ state, isChosen: state === chosenItem }}
          {...linkProps(state, { kind: 'state', state })}
        />
      ))}
      {edges.map((edge) => (
        <EdgeLink
          key={edge.number}
          {...{ edge, isChosen: edge === chosenItem }}
          {...linkProps(edge, { kind: 'edge', edge })}
        />
      ))}
    </svg>
  );
}
