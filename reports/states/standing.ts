import type { EdgeCoverage, StateCoverage } from './coverage.ts';

/** How an edge or a state stands after a run, for a reader: a word for it and a sign that needs no colour. */
export interface Standing {
  readonly key: keyof typeof STANDINGS;
  readonly sign: string;
  readonly text: string;
}

const STANDINGS = {
  seen: { sign: '✓', text: 'proven, seen' },
  implied: { sign: '≈', text: 'proven, implied' },
  refused: { sign: '⊘', text: 'refused: Linux does not have it' },
  released: { sign: '✓', text: 'held and released' },
  held: { sign: '≈', text: 'held, not released' },
  failed: { sign: '✗', text: 'failed' },
  unproven: { sign: '?', text: 'unproven' },
  missing: { sign: '', text: 'not tried in this run' },
} as const;

function standing(key: Standing['key']): Standing {
  return { key, ...STANDINGS[key] };
}

export const EDGE_STANDINGS: readonly Standing[] = (
  ['seen', 'implied', 'refused', 'failed', 'unproven', 'missing'] as const
).map(standing);

export const STATE_STANDINGS: readonly Standing[] = (
  ['released', 'held', 'failed', 'unproven', 'missing'] as const
).map(standing);

export function edgeStanding({ status, known = 'seen' }: Pick<EdgeCoverage, 'status' | 'known'>): Standing {
  return standing(status === 'proven' ? known : status);
}

export function stateStanding({ status }: Pick<StateCoverage, 'status'>): Standing {
  return standing(status);
}

/** `edge 13: ESTABLISHED → CLOSE_WAIT, on FIN: proven, seen`. */
export function edgeName(edge: EdgeCoverage): string {
  const { number, from, to, event } = edge;
  const way = `${from.join(', ')} → ${to === 'same' ? 'the same state' : to}`;
  return `edge ${String(number)}: ${way}, on ${event}: ${edgeStanding(edge).text}`;
}

/** `state CLOSE_WAIT: held and released`. */
export function stateName(state: StateCoverage): string {
  return `state ${state.state}: ${stateStanding(state).text}`;
}
