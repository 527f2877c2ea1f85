import type { TcpState } from '../../harness/model/tcp-state.ts';
import type { Box } from './diagram-shape.ts';

/** A state where it stands in RFC 9293's figure 5. */
export interface PlacedState extends Box {
  readonly state: TcpState;
}

const WIDTH = 120;
const LEFT = { x: 156, width: WIDTH };
const CENTRE = { x: 416, width: WIDTH };
const RIGHT = { x: 676, width: WIDTH };

/** CLOSED stands twice, as in the figure: connections begin above and end below. */
export const PLACED_STATES: readonly PlacedState[] = [
  { state: 'CLOSED', ...CENTRE, y: 12, height: 44 },
  { state: 'LISTEN', ...CENTRE, y: 116, height: 44 },
  { state: 'SYN_RECV', ...LEFT, y: 216, height: 104 },
  { state: 'SYN_SENT', ...RIGHT, y: 216, height: 104 },
  { state: 'ESTABLISHED', ...CENTRE, y: 372, height: 80 },
  { state: 'FIN_WAIT1', ...LEFT, y: 520, height: 92 },
  { state: 'CLOSE_WAIT', ...RIGHT, y: 520, height: 92 },
  { state: 'FIN_WAIT2', ...LEFT, y: 676, height: 92 },
  { state: 'CLOSING', ...CENTRE, y: 676, height: 92 },
  { state: 'LAST_ACK', ...RIGHT, y: 676, height: 92 },
  { state: 'TIME_WAIT', ...CENTRE, y: 832, height: 112 },
  { state: 'CLOSED', ...RIGHT, y: 900, height: 44 },
];
