import { EDGES, type Edge } from '../../harness/model/edges.ts';
import { TCP_STATES, type TcpState } from '../../harness/model/tcp-state.ts';
import type { EvidenceFile } from '../read-run.ts';
import type { Judgement } from './declared.ts';
import { judgeEdge, type EdgeJudgement } from './judge-edge.ts';
import { judgeState, type StateStatus } from './judge-state.ts';

export type EdgeCoverage = Pick<Edge, 'number' | 'from' | 'to' | 'event' | 'source'> & EdgeJudgement;

export type StateCoverage = { readonly state: TcpState } & Judgement<StateStatus>;

/** How much of TCP's state machine the scenarios of one backend have shown. */
export interface Coverage {
  readonly edges: readonly EdgeCoverage[];
  readonly states: readonly StateCoverage[];
  /** How many edges are proven or refused, how many states held and released. */
  readonly covered: { readonly edges: number; readonly states: number };
}

/** The coverage of each backend that the run used, netns first. */
export function coverageOf(run: readonly EvidenceFile[]): Readonly<Record<string, Coverage>> {
  const backends = [...new Set(run.map(({ evidence }) => evidence.backend))].sort().reverse();
  return Object.fromEntries(
    backends.map((backend) => [
      backend,
      coverage(run.filter(({ evidence }) => evidence.backend === backend)),
    ]),
  );
}

function coverage(run: readonly EvidenceFile[]): Coverage {
  const edges = EDGES.map((edge): EdgeCoverage => {
    const { number, from, to, event, source } = edge;
    return { number, from, to, event, source, ...judgeEdge(edge, run) };
  });
  const states = TCP_STATES.map((state) => ({ state, ...judgeState(state, run) }));
  return {
    edges,
    states,
    covered: {
      edges: edges.filter(({ status }) => status === 'proven' || status === 'refused').length,
      states: states.filter(({ status }) => status === 'released').length,
    },
  };
}

/** Whether nothing is left to show. */
export function isWhole({ covered, edges, states }: Coverage): boolean {
  return covered.edges === edges.length && covered.states === states.length;
}
