import type { Evidence } from '../harness/model/evidence.ts';

/** The same for all runs of one scenario on one backend, and for no others. */
export function scenarioKey({ backend, scenario }: SameScenario): string {
  return JSON.stringify([backend, scenario.file, scenario.name]);
}

type SameScenario = Pick<Evidence, 'backend'> & {
  readonly scenario: Pick<Evidence['scenario'], 'file' | 'name'>;
};
