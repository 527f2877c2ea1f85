import path from 'node:path';
import type { Evidence } from '../../harness/model/evidence.ts';
import { outcomeOf } from '../outcome.ts';
import type { EvidenceFile } from '../read-run.ts';
import { timelineOf } from '../terminal.ts';
import { failureText } from '../scenario-text/failure-text.ts';
import { element, xmlText, type Attributes } from './xml.ts';

/** A run's scenarios as JUnit's XML: a suite for each file on each backend, a case for each time a scenario was run. */
export function junitOf(run: readonly EvidenceFile[]): string {
  const suites = Map.groupBy(run, ({ evidence }) =>
    JSON.stringify([evidence.scenario.file, evidence.backend]),
  );
  const all = run.map(({ evidence }) => evidence);
  const root = element('testsuites', { name: 'halfclose', ...totals(all) }, [...suites.values()].map(suite));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suite(files: readonly EvidenceFile[]): string {
  const all = files.map(({ evidence }) => evidence);
  const [first] = all;
  const { file = '' } = first?.scenario ?? {};
  const attributes = {
    name: `${file} (${first?.backend ?? ''})`,
    ...{ file, timestamp: first?.startedAt ?? '', ...totals(all) },
  };
  return element('testsuite', attributes, files.map(testcase));
}

/** JUnit tells what failed from what could not be judged: an error. */
function totals(all: readonly Evidence[]): Attributes {
  const outcomes = all.map(outcomeOf);
  return {
    tests: all.length,
    failures: outcomes.filter((outcome) => outcome === 'failed' || outcome === 'unproven').length,
    errors: outcomes.filter((outcome) => outcome === 'interrupted').length,
    time: seconds(all.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
}

function testcase({ file, evidence }: EvidenceFile): string {
  const { scenario, backend, durationMs } = evidence;
  const attributes = {
    name: scenario.name,
    classname: classname(backend, scenario.file),
    ...{ time: seconds(durationMs), file: scenario.file },
    ...(scenario.line === undefined ? {} : { line: scenario.line }),
  };
  return element('testcase', attributes, [properties(file, evidence), ...failure(evidence)]);
}

function properties(file: string, { backend, seed }: Evidence): string {
  const told = Object.entries({ backend, seed, evidence: path.dirname(file) });
  return element(
    'properties',
    {},
    told.map(([name, value]) => element('property', { name, value })),
  );
}

function failure(evidence: Evidence): string[] {
  const type = outcomeOf(evidence);
  if (type === 'passed') return [];
  const text = failureText(evidence);
  const [message = ''] = text.split('\n');
  const timeline = timelineOf(evidence);
  return [
    element(type === 'interrupted' ? 'error' : 'failure', { message, type }, [xmlText(text)]),
    ...(timeline === '' ? [] : [element('system-out', {}, [xmlText(timeline)])]),
  ];
}

/** As readers of JUnit group them, at dots: `netns.scenarios.headline.linger-zero-reset`. */
function classname(backend: string, file: string): string {
  return [backend, ...file.replace(/\.test\.[cm]?[jt]s$/, '').split('/')].join('.');
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
