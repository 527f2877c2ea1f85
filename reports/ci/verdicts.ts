import type { Evidence } from '../../harness/model/evidence.ts';
import { isFlaky, OUTCOMES, outcomeOf, type Outcome } from '../outcome.ts';
import { scenarioKey } from '../scenario-key.ts';

/** One scenario on one backend, with every time that it was run. */
export interface ScenarioVerdict {
  /** Of the time that went worst; of several such, the first. */
  readonly evidence: Evidence;
  /** The worst that came of it. */
  readonly outcome: Outcome;
  readonly times: number;
  /** How many times it did not pass. */
  readonly bad: number;
  /** It passed and it did not: what it shows depends on something that it does not control. */
  readonly flaky: boolean;
  /** How long the longest time took. */
  readonly longestMs: number;
}

/** Every scenario of a run once for each backend, the worst first, else in their order. */
export function verdictsOf(run: readonly Evidence[]): ScenarioVerdict[] {
  const same = Map.groupBy(run, scenarioKey);
  return [...same.values()].flatMap(verdictOf).sort((a, b) => badness(b.evidence) - badness(a.evidence));
}

function verdictOf(times: readonly Evidence[]): ScenarioVerdict[] {
  const [evidence] = times.toSorted((a, b) => badness(b) - badness(a));
  if (evidence === undefined) return [];
  const outcomes = times.map(outcomeOf);
  return [
    {
      ...{ evidence, outcome: outcomeOf(evidence), times: times.length, flaky: isFlaky(outcomes) },
      bad: outcomes.filter((outcome) => outcome !== 'passed').length,
      longestMs: Math.max(...times.map(({ durationMs }) => durationMs)),
    },
  ];
}

function badness(evidence: Evidence): number {
  return OUTCOMES.indexOf(outcomeOf(evidence));
}

/** The first lines of a text, each cut where it is longer than a screen is wide twice. */
export function firstLines(text: string, count: number): string {
  const lines = text.split('\n');
  const shown = lines.slice(0, count).map((line) => (line.length > 240 ? `${line.slice(0, 240)}…` : line));
  return [...shown, ...(lines.length > count ? ['…'] : [])].join('\n');
}

/** Where a scenario failed, or else where it is declared; nothing where that is not known. */
export function placeOf({ failedAt, scenario }: Evidence): {
  readonly line?: number;
  readonly column?: number;
} {
  if (failedAt !== undefined) return failedAt;
  return scenario.line === undefined ? {} : { line: scenario.line };
}
