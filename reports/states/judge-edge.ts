import type { Edge } from '../../harness/model/edges.ts';
import type { Evidence } from '../../harness/model/evidence.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import type { EvidenceFile } from '../read-run.ts';
import { changesOf, staysOf, type Change } from './changes.ts';
import { judgeDeclared, type Judgement } from './declared.ts';
import { WITNESSES } from './witnesses.ts';

export type EdgeStatus = 'proven' | 'refused' | 'failed' | 'unproven' | 'missing';

/** What a run's evidence says of one edge, from the scenarios that declare it. */
export type EdgeJudgement = Judgement<EdgeStatus> & {
  /** How the states of a proven edge are known: `seen` where looks showed all of them. */
  readonly known?: 'seen' | 'implied';
  /** The states that a proven edge was shown to lead from: of those for which one is enough, maybe not all. */
  readonly shownFrom?: readonly TcpState[];
};

export function judgeEdge(edge: Edge, run: readonly EvidenceFile[]): EdgeJudgement {
  const declared = run.filter(({ evidence }) => evidence.scenario.edge === edge.number);
  return judgeDeclared(declared, () =>
    edge.refusedWith === undefined
      ? judgeChanges(edge, declared)
      : judgeRefusal(edge.refusedWith, edge, declared),
  );
}

interface Proof {
  readonly file: string;
  readonly from: TcpState;
  readonly known: Change['known'];
}

function judgeChanges(edge: Edge, declared: readonly EvidenceFile[]): EdgeJudgement {
  const proofs = declared.flatMap(({ file, evidence }) =>
    candidates(edge, evidence)
      .filter((change) => isWitnessed(edge, evidence, change))
      .map(({ from, known }): Proof => ({ file, from, known })),
  );
  const wanted = edge.onLinux ? [edge.onLinux.from] : edge.from;
  const lacking = wanted.filter((from) => !proofs.some((proof) => proof.from === from));
  if (lacking.length === 0 || (edge.oneIsEnough && proofs.length > 0)) return proven(proofs);
  const evidence = declared.map(({ file }) => file);
  return { status: 'unproven', why: whyNot(edge, lacking, declared), evidence };
}

/** The edge is as well known as the least known of the states that it leads from. */
function proven(proofs: readonly Proof[]): EdgeJudgement {
  const seen = new Set(proofs.filter(({ known }) => known === 'seen').map(({ from }) => from));
  const known = proofs.every(({ from }) => seen.has(from)) ? 'seen' : 'implied';
  const shownFrom = [...new Set(proofs.map(({ from }) => from))];
  return { status: 'proven', known, shownFrom, evidence: [...new Set(proofs.map(({ file }) => file))] };
}

function candidates(edge: Edge, evidence: Evidence): Change[] {
  if (edge.to === 'same') return staysOf(evidence).filter(({ from }) => edge.from.includes(from));
  const froms = edge.onLinux ? [edge.onLinux.from] : edge.from;
  const to = edge.onLinux?.to ?? edge.to;
  return changesOf(evidence).filter((change) => froms.includes(change.from) && change.to === to);
}

function isWitnessed({ witness }: Edge, evidence: Evidence, change: Change): boolean {
  return witness === undefined || WITNESSES[witness].isThere(evidence, change);
}

function whyNot(edge: Edge, lacking: readonly TcpState[], declared: readonly EvidenceFile[]): string {
  const found = declared.flatMap(({ evidence }) => candidates(edge, evidence)).map(({ from }) => from);
  const states = edge.oneIsEnough ? 'any of its states' : lacking.join(', ');
  const to = edge.to === 'same' ? 'staying there' : `to ${edge.onLinux?.to ?? edge.to}`;
  const isFound = edge.oneIsEnough ? found.length > 0 : lacking.every((from) => found.includes(from));
  if (!isFound || edge.witness === undefined) return `no socket is shown to go from ${states} ${to}`;
  return `a socket is shown in ${states} and ${to}, but the evidence lacks: ${WITNESSES[edge.witness].text}`;
}

/** Its application was refused, while the socket was in the state that it tried to leave. */
function judgeRefusal(errno: string, { from }: Edge, declared: readonly EvidenceFile[]): EdgeJudgement {
  const refused = declared.filter(({ evidence }) =>
    staysOf(evidence).some(
      ({ socket, from: state, after, until }) =>
        from.includes(state) &&
        evidence.timeline.some(
          (each) =>
            each.probe === 'application' &&
            each.socket === socket.name &&
            each.errno === errno &&
            each.at >= after &&
            each.at <= until,
        ),
    ),
  );
  if (refused.length > 0) return { status: 'refused', evidence: refused.map(({ file }) => file) };
  const why = `no socket in ${from.join(', ')} is shown to be refused with ${errno}`;
  return { status: 'unproven', why, evidence: declared.map(({ file }) => file) };
}
