import type { Evidence } from '../../harness/model/evidence.ts';
import { failureText } from '../scenario-text/failure-text.ts';
import { sinceBegin } from '../time-text.ts';
import type { Mark } from './lane.ts';

/** That a scenario failed at its end, where no expectation's mark says why: it threw, was too slow, or was judged. */
export function brokeMark(evidence: Evidence): Mark[] {
  const { status, expectations, durationMs: at } = evidence;
  if (status !== 'failed' || expectations.some(({ verdict }) => verdict !== 'held')) return [];
  const [label = ''] = failureText(evidence).split('\n');
  return [{ at, kind: 'broke', label, words: `The scenario failed here, at ${sinceBegin(at)}: ${label}` }];
}
