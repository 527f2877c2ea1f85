import type { ExpectationEvidence } from '../../harness/model/evidence.ts';
import type { Mark, MarkKind } from './lane.ts';
import { sinceBegin } from '../time-text.ts';

interface Step {
  readonly at: number;
  readonly text: string;
}

/** How an expectation's step ends. */
const VERDICT = /: (held|failed|unproven)$/;

/** The step is written just after the verdict. */
const APART_MS = 5;

/** Steps that belong to no socket, and what the scenario expected. */
export function scenarioMarks(steps: readonly Step[], expectations: readonly ExpectationEvidence[]): Mark[] {
  const byText = Map.groupBy(expectations, ({ text }) => text);
  return steps.map((step) => {
    const text = step.text.replace(VERDICT, '');
    const expectation = (byText.get(text) ?? []).find(({ at }) => at <= step.at && step.at - at <= APART_MS);
    return expectation ? expectationMark(expectation) : stepMark(step);
  });
}

function stepMark({ at, text }: Step): Mark {
  return { at, kind: 'step', label: text, words: `The scenario: ${text}, at ${sinceBegin(at)}` };
}

function expectationMark({ at, text, verdict, received, why }: ExpectationEvidence): Mark {
  const kinds: Readonly<Record<typeof verdict, MarkKind>> = {
    held: 'held',
    failed: 'failed',
    unproven: 'unproven',
  };
  // The socket and what is expected of it: `client toReachState(FIN_WAIT2)`.
  const label = text.replace(/^expect\(([^)]*)\)\./, '$1 ');
  const because = why === undefined ? '' : `, because ${why}`;
  const words = `${text} ${verdict} at ${sinceBegin(at)}: received ${received}${because}`;
  return { at, kind: kinds[verdict], label, words };
}
