import type { Evidence, ExpectationEvidence } from '../../harness/model/evidence.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import type { EvidenceFile } from '../read-run.ts';
import { staysOf, type Change } from './changes.ts';
import { judgeDeclared, type Judgement } from './declared.ts';
import { statesHeld } from './expected.ts';

export type StateStatus = 'released' | 'held' | 'failed' | 'unproven' | 'missing';

/** How long a state has to be held still, in milliseconds. */
const HOLD_MS = 2_000;

/** What a run's evidence says of one state, from the scenarios that declare to hold it. */
export function judgeState(state: TcpState, run: readonly EvidenceFile[]): Judgement<StateStatus> {
  const declared = run.filter(({ evidence }) => evidence.scenario.holds === state);
  return judgeDeclared(declared, () => {
    const released = declared.filter(({ evidence }) => holdsOf(evidence, state).some(wasReleased));
    if (released.length > 0) return { status: 'released', evidence: released.map(({ file }) => file) };
    const held = declared.filter(({ evidence }) => holdsOf(evidence, state).length > 0);
    if (held.length > 0) {
      return {
        status: 'held',
        why: 'no look shows the socket in another state afterwards',
        evidence: held.map(({ file }) => file),
      };
    }
    const why = `no toHoldStates of it held for ${HOLD_MS} ms`;
    return { status: 'unproven', why, evidence: declared.map(({ file }) => file) };
  });
}

/** The times for which a look showed a socket in that state, where one expectation held that it stays so. */
function holdsOf(evidence: Evidence, state: TcpState): Change[] {
  return staysOf(evidence).filter(
    (stay) => stay.from === state && evidence.expectations.some((each) => coversHold(each, stay)),
  );
}

/** An expectation is noted when it has held: it began later than the state was first seen. */
function coversHold(expectation: ExpectationEvidence, { socket, from, after, until }: Change): boolean {
  const { at } = expectation;
  return statesHeld(expectation).get(socket.name) === from && at - after >= HOLD_MS && at <= until;
}

function wasReleased({ until }: Change): boolean {
  return until < Infinity;
}
