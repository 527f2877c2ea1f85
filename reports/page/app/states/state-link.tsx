import type { StateCoverage } from '../../../states/coverage.ts';
import { PLACED_STATES, type PlacedState } from '../../../states/diagram-states.ts';
import { stateName, stateStanding } from '../../../states/standing.ts';
import type { LinkProps } from './link-props.ts';

/** A state of the diagram, wherever it stands, as one link. */
export function StateLink({ state, isChosen, ...link }: LinkProps & { readonly state: StateCoverage }) {
  const { key, sign, text } = stateStanding(state);
  const classes = ['states-state', `states-${key}`, ...(isChosen ? ['states-chosen'] : [])];
  return (
    <a {...link} data-rove class={classes.join(' ')}>
      <title>{stateName(state)}</title>
      <g aria-hidden="true">
        {PLACED_STATES.filter((placed) => placed.state === state.state).map((placed) => (
          <Drawn key={placed.y} placed={placed} standing={`${sign} ${text}`} />
        ))}
      </g>
    </a>
  );
}

function Drawn({ placed, standing }: { readonly placed: PlacedState; readonly standing: string }) {
  const { state, ...box } = placed;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return (
    <>
      <rect class="states-box" {...box} rx="6" />
      <text class="states-name" x={x} y={y - 8} text-anchor="middle" dominant-baseline="central">
        {state}
      </text>
      <text class="states-note" x={x} y={y + 10} text-anchor="middle" dominant-baseline="central">
        {standing}
      </text>
    </>
  );
}
