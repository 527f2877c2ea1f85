import type { Evidence } from '../harness/model/evidence.ts';

/**
 * What came of a scenario. `unproven`: it failed because a source that could have shown what it asked for was off or
 * lost data, or because probes disagree. `interrupted`: the harness was ended before the scenario was.
 */
export type Outcome = 'passed' | 'failed' | 'unproven' | 'interrupted';

/** From the best to the worst. */
export const OUTCOMES: readonly Outcome[] = ['passed', 'interrupted', 'unproven', 'failed'];

/** Whether runs of one scenario came to different ends: it depends on something that it does not control. */
export function isFlaky(outcomes: readonly Outcome[]): boolean {
  // One that was interrupted did not get to show anything.
  return new Set(outcomes.filter((outcome) => outcome !== 'interrupted')).size > 1;
}

export function outcomeOf({ status, verdict }: Pick<Evidence, 'status' | 'verdict'>): Outcome {
  if (status === 'running') return 'interrupted';
  if (status === 'passed') return 'passed';
  return verdict === 'unproven' ? 'unproven' : 'failed';
}
