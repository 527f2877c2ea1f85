import { OUTCOMES, type Outcome } from '../outcome.ts';
import type { ScenarioHead } from '../page/data/page-index.ts';
import { scenarioKey } from '../scenario-key.ts';

/** How many scenarios of a backend had which outcome. */
export interface Tally {
  readonly backend: string;
  readonly total: number;
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** One tally a backend, in the order in which the run came to them. */
export function talliesOf(scenarios: readonly ScenarioHead[]): Tally[] {
  const backends = [...new Set(scenarios.map(({ backend }) => backend))];
  return backends.map((backend) => {
    const own = scenarios.filter((head) => head.backend === backend);
    return { backend, total: own.length, counts: countsOf(own) };
  });
}

/** `3 failed, 1 unproven of 79 scenarios`, `All 79 scenarios passed`. */
export function headline(scenarios: readonly ScenarioHead[]): string {
  const counts = countsOf(scenarios);
  const total = scenarios.length;
  if (total === 0) return 'No scenario left evidence';
  if (counts.passed === total) return total === 1 ? 'The scenario passed' : `All ${total} scenarios passed`;
  const bad = OUTCOMES.toReversed().filter((outcome) => outcome !== 'passed' && counts[outcome] > 0);
  const told = bad.map((outcome) => `${counts[outcome]} ${outcome}`).join(', ');
  return `${told} of ${total} ${total === 1 ? 'scenario' : 'scenarios'}`;
}

/** The scenarios that took longest, by number, the longest first; of one that ran several times, its longest run. */
export function slowest(scenarios: readonly ScenarioHead[], limit: number): number[] {
  const longest = new Map<string, [number, ScenarioHead]>();
  for (const [number, head] of scenarios.entries()) {
    const [, known] = longest.get(identity(head)) ?? [];
    if (!known || head.durationMs > known.durationMs) longest.set(identity(head), [number, head]);
  }
  return [...longest.values()]
    .sort(([, a], [, b]) => b.durationMs - a.durationMs)
    .slice(0, limit)
    .map(([number]) => number);
}

/** The runs of flaky scenarios, by number: those of one scenario together, in the order in which they started. */
export function flakyGroups(scenarios: readonly ScenarioHead[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [number, head] of scenarios.entries())
    if (head.flaky) groups.set(identity(head), [...(groups.get(identity(head)) ?? []), number]);
  return [...groups.values()];
}

/** All runs of the same scenario on the same backend, this one too, in the order in which they started. */
export function runsOf(scenarios: readonly ScenarioHead[], number: number): number[] {
  const wanted = scenarios[number] && identity(scenarios[number]);
  return [...scenarios.entries()].flatMap(([each, head]) => (identity(head) === wanted ? [each] : []));
}

function identity({ backend, file, name }: ScenarioHead): string {
  return scenarioKey({ backend, scenario: { file, name } });
}

function countsOf(scenarios: readonly ScenarioHead[]): Record<Outcome, number> {
  const count = (wanted: Outcome) => scenarios.filter(({ outcome }) => outcome === wanted).length;
  return {
    ...{ passed: count('passed'), interrupted: count('interrupted') },
    ...{ unproven: count('unproven'), failed: count('failed') },
  };
}
