import { edgeOf } from '../../harness/model/edges.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import { FANS, waysOf } from './diagram-fans.ts';
import { placeLabel, type PlacedLabel } from './diagram-label.ts';
import { PLACED_STATES } from './diagram-states.ts';
import { WAYS, type Way } from './diagram-ways.ts';

/** An edge where it leads away from one of its states. */
export interface PlacedEdge extends Pick<Way, 'points' | 'sign'> {
  readonly number: number;
  readonly from: TcpState;
  readonly label: PlacedLabel;
}

/** The size of RFC 9293's figure 5, with the edges that it leaves to words, as it is drawn here. */
export const DIAGRAM_SIZE = { width: 936, height: 956 };

/** Every edge, once for each of the states that it leads from. */
export const PLACED_EDGES: readonly PlacedEdge[] = [
  ...WAYS.flatMap((way) => edgeOf(way.edge).from.map((from) => place(way, from))),
  ...PLACED_STATES.flatMap((placed) =>
    FANS.filter(({ state }) => state === placed.state).flatMap((fan) =>
      waysOf(fan, placed).map((way) => place(way, fan.state)),
    ),
  ),
];

function place({ edge, points, sign, label }: Way, from: TcpState): PlacedEdge {
  const placed = { number: edge, from, points, label: placeLabel(edgeOf(edge).event, label) };
  return sign === undefined ? placed : { ...placed, sign };
}
