import path from 'node:path';
import type { Evidence } from '../../harness/model/evidence.ts';
import { failureText } from '../scenario-text/failure-text.ts';
import { firstLines, placeOf, verdictsOf, type ScenarioVerdict } from './verdicts.ts';

const MESSAGE_LINES = 12;

/**
 * Workflow commands that have GitHub show each scenario that did not pass at its line: an error, or a warning where
 * it also passed in this run. The worst come first, for GitHub shows ten of each kind a step. `folder` is where the
 * scenarios' files are named from, relative to the repository.
 */
export function annotationsOf(run: readonly Evidence[], folder: string): string[] {
  return verdictsOf(run)
    .filter(({ outcome }) => outcome !== 'passed')
    .map((verdict) => annotation(verdict, folder));
}

function annotation({ evidence, outcome, times, bad, flaky }: ScenarioVerdict, folder: string): string {
  const { scenario, backend } = evidence;
  const { line, column } = placeOf(evidence);
  const often = times === 1 ? '' : `${String(bad)} of ${String(times)} times: `;
  const properties = {
    file: path.join(folder, scenario.file),
    line,
    col: column,
    title: `${flaky ? 'flaky' : outcome} on ${backend}: ${scenario.name}`,
  };
  const told = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(String(value))}`],
  );
  const message = escaped(often + firstLines(failureText(evidence), MESSAGE_LINES));
  return `::${flaky ? 'warning' : 'error'} ${told.join(',')}::${message}`;
}

/** As the runner's own toolkit does (actions/toolkit, packages/core/src/command.ts). */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
