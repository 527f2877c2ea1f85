import type { Coverage } from '../../../states/coverage.ts';
import {
  EDGE_STANDINGS,
  STATE_STANDINGS,
  edgeStanding,
  stateStanding,
  type Standing,
} from '../../../states/standing.ts';
import { ClosedSign } from './edge-link.tsx';
import { Plate } from './plate.tsx';

/** What the lines and boxes of the diagram mean, and how many there are of each. */
export function Legend({ edges, states }: Coverage) {
  return (
    <section class="states-legend" aria-labelledby="states-legend-heading">
      <h2 id="states-legend-heading">Legend</h2>
      <h3>Edges</h3>
      <ul>
        {EDGE_STANDINGS.map((each) => (
          <Entry key={each.key} standing={each} count={countOf(each, edges.map(edgeStanding))}>
            <path class="states-line" d="M2 9 L38 9" />
          </Entry>
        ))}
        <FurtherSigns />
      </ul>
      <h3>States</h3>
      <ul>
        {STATE_STANDINGS.map((each) => (
          <Entry key={each.key} standing={each} count={countOf(each, states.map(stateStanding))}>
            <rect class="states-box" x="3" y="2" width="34" height="14" rx="4" />
          </Entry>
        ))}
      </ul>
    </section>
  );
}

function FurtherSigns() {
  return (
    <>
      <li class="states-seen">
        <Sample>
          <g class="states-elsewhere">
            <Plate box={{ x: 3, y: 2, width: 34, height: 14 }} text="✓30" />
          </g>
        </Sample>
        <span>proven from another of its states, and one is enough</span>
      </li>
      <li>
        <Sample>
          <path class="states-line" d="M2 9 L24 9" />
          <ClosedSign at={[31, 9]} />
        </Sample>
        <span>CLOSED, where a line to its box would be in the way</span>
      </li>
    </>
  );
}

function countOf({ key }: Standing, standings: readonly Standing[]): number {
  return standings.filter((each) => each.key === key).length;
}

function Entry(props: {
  readonly standing: Standing;
  readonly count: number;
  readonly children: preact.ComponentChildren;
}) {
  const { key, sign, text } = props.standing;
  return (
    <li class={`states-${key}`}>
      <Sample>{props.children}</Sample>
      <span>
        <span class="states-standing">{sign}</span> {text}
      </span>
      <span class="states-count">{props.count}</span>
    </li>
  );
}

function Sample({ children }: { readonly children: preact.ComponentChildren }) {
  return (
    <svg width="40" height="18" aria-hidden="true">
      {children}
    </svg>
  );
}
