import type { Coverage } from '../../../states/coverage.ts';
import { DIAGRAM_SIZE } from '../../../states/diagram.ts';
import { useRoving } from '../parts/use-roving.ts';
import type { Chosen } from './chosen.ts';
import { EdgeLink } from './edge-link.tsx';
import type { LinkProps } from './link-props.ts';
import { StateLink } from './state-link.tsx';

export interface DiagramProps {
  readonly coverage: Coverage;
  readonly chosen: Chosen | undefined;
  readonly linkOf: (chosen: Chosen) => string;
}

/** RFC 9293's figure 5, every state and every edge a link. */
export function StateDiagram({ coverage: { edges, states }, chosen, linkOf }: DiagramProps) {
  const roving = useRoving(states.length + edges.length);
  const chosenItem = chosen?.kind === 'edge' ? chosen.edge : chosen?.state;
  const propsOf = (place: number, as: Chosen): LinkProps => ({
    href: linkOf(as),
    tabindex: roving.tabIndex(place),
    isChosen: chosenItem === (as.kind === 'edge' ? as.edge : as.state),
  });
  return (
    <div {...roving.list}>
      <svg
        class="states-diagram"
        viewBox={`0 0 ${String(DIAGRAM_SIZE.width)} ${String(DIAGRAM_SIZE.height)}`}
        role="group"
        aria-label="TCP's state machine: the arrow keys go from each state and edge to the next"
      >
        {states.map((state, place) => (
          <StateLink key={state.state} state={state} {...propsOf(place, { kind: 'state', state })} />
        ))}
        {edges.map((edge, place) => (
          <EdgeLink
            key={edge.number}
            edge={edge}
            {...propsOf(states.length + place, { kind: 'edge', edge })}
          />
        ))}
      </svg>
    </div>
  );
}
