import type { EdgeCoverage } from '../../../states/coverage.ts';
import { headOf, lineThrough } from '../../../states/diagram-shape.ts';
import { PLACED_EDGES, type PlacedEdge } from '../../../states/diagram.ts';
import { edgeName, edgeStanding } from '../../../states/standing.ts';
import type { LinkProps } from './link-props.ts';
import { Plate } from './plate.tsx';

/** An edge of the diagram, wherever it is drawn, as one link. */
export function EdgeLink({ edge, isChosen, ...link }: LinkProps & { readonly edge: EdgeCoverage }) {
  const standing = edgeStanding(edge);
  const classes = ['states-edge', `states-${standing.key}`, ...(isChosen ? ['states-chosen'] : [])];
  return (
    <a {...link} data-rove class={classes.join(' ')}>
      <title>{edgeName(edge)}</title>
      <g aria-hidden="true">
        {PLACED_EDGES.filter(({ number }) => number === edge.number).map((placed) => (
          <Drawn key={placed.from} placed={placed} sign={standing.sign} isShown={isShownFrom(edge, placed)} />
        ))}
      </g>
    </a>
  );
}

/** An edge for which one of its states is enough may be proven, and not from this one. */
function isShownFrom({ from, shownFrom }: EdgeCoverage, placed: PlacedEdge): boolean {
  return shownFrom === undefined || from.length === 1 || shownFrom.includes(placed.from);
}

function Drawn(props: { readonly placed: PlacedEdge; readonly sign: string; readonly isShown: boolean }) {
  const { points, sign, label, number } = props.placed;
  const line = lineThrough(points);
  return (
    <g class={props.isShown ? undefined : 'states-elsewhere'}>
      <path class="states-reach" d={line} />
      <path class="states-line" d={line} />
      <path class="states-head" d={headOf(points)} />
      {sign && <ClosedSign at={sign} />}
      <rect class="states-label" {...label.box} rx="3" />
      <Plate box={label.plate} text={`${props.sign}${String(number)}`} />
      <text class="states-event" text-anchor={label.anchor}>
        {label.lines.map(({ text, at: [x, y] }) => (
          <tspan key={y} x={x} y={y} dominant-baseline="central">
            {text}
          </tspan>
        ))}
      </text>
    </g>
  );
}

/** Stands for CLOSED at the end of a line, as an end state does in UML. */
export function ClosedSign({ at: [x, y] }: { readonly at: readonly [number, number] }) {
  return (
    <>
      <circle class="states-sign" cx={x} cy={y} r="5" />
      <circle class="states-sign-core" cx={x} cy={y} r="2.5" />
    </>
  );
}
