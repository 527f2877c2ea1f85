import type { Evidence } from '../../harness/model/evidence.ts';
import { environmentOf } from '../environment.ts';
import { OUTCOMES, outcomeOf, type Outcome } from '../outcome.ts';
import { durationText } from '../time-text.ts';
import { failureText } from '../scenario-text/failure-text.ts';
import { plain, table, verbatim } from './markdown.ts';
import { firstLines, placeOf, verdictsOf, type ScenarioVerdict } from './verdicts.ts';

/** From the worst to the best. */
const ORDER = OUTCOMES.toReversed();
const SLOWEST = 5;
const ERROR_LINES = 5;

/**
 * A run for whoever looks at it on GitHub, as blocks of Markdown: what came of it, every scenario that did not pass
 * with its first words, what was slow, where it ran and where the whole report is.
 */
export function summaryOf(run: readonly Evidence[], report: string): string[] {
  const verdicts = verdictsOf(run);
  const steady = verdicts.filter(({ flaky }) => !flaky);
  return [
    `## halfclose: ${headline(run)}`,
    counts(run),
    ...ORDER.filter((outcome) => outcome !== 'passed').flatMap((outcome) =>
      section(
        capitalised(outcome),
        steady.filter((verdict) => verdict.outcome === outcome),
      ),
    ),
    ...section(
      'Flaky',
      verdicts.filter(({ flaky }) => flaky),
    ),
    slowest(verdicts),
    `Environment: ${plain(environmentLine(run))}`,
    `Report: ${plain(report)}`,
  ];
}

/** What the page's table of it tells in full. */
const ENVIRONMENT: readonly string[] = ['kernel', 'node', 'ss', 'kernel trace'];

function environmentLine(run: readonly Evidence[]): string {
  return environmentOf(run)
    .filter(({ what }) => ENVIRONMENT.includes(what))
    .map(({ what, values }) => `${what} ${values.join(', ')}`)
    .join('; ');
}

function headline(run: readonly Evidence[]): string {
  const bad = run.filter((evidence) => outcomeOf(evidence) !== 'passed').length;
  if (bad === 0) return `${String(run.length)} of ${String(run.length)} scenarios passed`;
  return `${String(bad)} of ${String(run.length)} scenarios did not pass`;
}

function counts(run: readonly Evidence[]): string {
  const backends = Map.groupBy(run, ({ backend }) => backend);
  const rows = [...backends].map(([backend, all]) => {
    const outcomes = all.map(outcomeOf);
    return [backend, ...ORDER.map((outcome) => outcomes.filter((each) => each === outcome).length)];
  });
  return table(['backend', ...ORDER], rows);
}

function section(title: string, verdicts: readonly ScenarioVerdict[]): string[] {
  return verdicts.length === 0 ? [] : [`### ${title}`, ...verdicts.map(entry)];
}

function entry({ evidence, times, bad }: ScenarioVerdict): string {
  const { scenario, backend } = evidence;
  const { line } = placeOf(evidence);
  const where = line === undefined ? scenario.file : `${scenario.file}:${String(line)}`;
  const often = times === 1 ? '' : `, ${String(bad)} of ${String(times)} times`;
  return [
    `**${plain(scenario.name)}** (${plain(backend)}${often}), ${plain(where)}`,
    '',
    verbatim(firstLines(failureText(evidence), ERROR_LINES)),
  ].join('\n');
}

function slowest(verdicts: readonly ScenarioVerdict[]): string {
  const longest = verdicts.toSorted((a, b) => b.longestMs - a.longestMs).slice(0, SLOWEST);
  const rows = longest.map(({ evidence: { scenario, backend }, longestMs }) => [
    scenario.name,
    backend,
    durationText(longestMs),
  ]);
  return table(['slowest', 'backend', 'took'], rows);
}

function capitalised(outcome: Outcome): string {
  return `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}`;
}
