import { edgeOf } from '../../harness/model/edges.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import { LINE_HEIGHT, wrap } from './diagram-label.ts';
import type { Box, Point } from './diagram-shape.ts';
import type { Way } from './diagram-ways.ts';

/**
 * Short ways at one side of a state, one below the other: to CLOSED, for which a sign stands there, since twenty more
 * lines to its box would hide all others; or back to the state itself.
 */
export interface Fan {
  readonly state: TcpState;
  readonly side: 'left' | 'right';
  readonly edges: readonly number[];
  /** How many characters of an event a line may have; 8 by default. */
  readonly chars?: number;
}

export const FANS: readonly Fan[] = [
  { state: 'SYN_RECV', side: 'left', edges: [23, 29, 30], chars: 10 },
  { state: 'SYN_SENT', side: 'right', edges: [22, 30] },
  { state: 'ESTABLISHED', side: 'left', edges: [25, 29, 30] },
  { state: 'ESTABLISHED', side: 'right', edges: [27] },
  { state: 'FIN_WAIT1', side: 'left', edges: [25, 29, 30, 27] },
  { state: 'CLOSE_WAIT', side: 'right', edges: [25, 29, 30, 27] },
  { state: 'FIN_WAIT2', side: 'left', edges: [25, 29, 30, 27] },
  { state: 'CLOSING', side: 'right', edges: [26, 30, 27] },
  { state: 'LAST_ACK', side: 'right', edges: [26, 30, 27] },
  { state: 'TIME_WAIT', side: 'right', edges: [26, 27, 31], chars: 9 },
];

const FIRST_LINE = 13;
const ROW_GAP = 4;
const SIGN_RADIUS = 6;
const REACH = 20;
const LABEL_AT = 35;
const LOOP_HALF_HEIGHT = 5;

/** The ways of a fan, from the top of its state's box. */
export function waysOf({ side, edges, chars = 8 }: Fan, box: Box): Way[] {
  const [edgeX, outwards] = side === 'left' ? [box.x, -1] : [box.x + box.width, 1];
  let y = box.y + FIRST_LINE;
  return edges.map((number) => {
    const { to, event } = edgeOf(number);
    const at: Point = [edgeX + outwards * LABEL_AT, y];
    const label = { at, chars, ...(side === 'left' ? { anchor: 'end' as const } : {}) };
    const line = to === 'same' ? loop(edgeX, outwards, y) : stub(edgeX, outwards, y);
    y += wrap(event, chars).length * LINE_HEIGHT + ROW_GAP;
    return { edge: number, label, ...line };
  });
}

function stub(x: number, outwards: number, y: number): Pick<Way, 'points' | 'sign'> {
  return {
    points: [
      [x, y],
      [x + outwards * REACH, y],
    ],
    sign: [x + outwards * (REACH + SIGN_RADIUS), y],
  };
}

function loop(x: number, outwards: number, y: number): Pick<Way, 'points'> {
  const far = x + outwards * (REACH + SIGN_RADIUS);
  const [above, below] = [y - LOOP_HALF_HEIGHT, y + LOOP_HALF_HEIGHT];
  return {
    points: [
      [x, above],
      [far, above],
      [far, below],
      [x, below],
    ],
  };
}
