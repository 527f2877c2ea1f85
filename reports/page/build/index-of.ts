import type { Evidence } from '../../../harness/model/evidence.ts';
import { entriesOf } from '../../claims/entries.ts';
import { environmentOf } from '../../environment.ts';
import { isFlaky, outcomeOf } from '../../outcome.ts';
import { byStart, type EvidenceFile, type UnreadableFile } from '../../read-run.ts';
import type { RunNote } from '../../run-note.ts';
import { scenarioKey } from '../../scenario-key.ts';
import { coverageOf } from '../../states/coverage.ts';
import type { PageIndex, RunFacts, ScenarioHead } from '../data/page-index.ts';

/** Evidence, and where in the packs it is. */
export type FiledEvidence = EvidenceFile & Pick<ScenarioHead, 'pack' | 'place'>;

export interface RunContents {
  readonly name: string;
  readonly note: RunNote | undefined;
  readonly filed: readonly FiledEvidence[];
  readonly unreadable: readonly UnreadableFile[];
}

export function indexOf({ name, note, filed, unreadable }: RunContents): PageIndex {
  const files = filed.toSorted(byStart);
  const evidence = files.map((each) => each.evidence);
  const states = coverageOf(files);
  const runs = Map.groupBy(evidence, scenarioKey);
  const flaky = (each: Evidence) => isFlaky((runs.get(scenarioKey(each)) ?? []).map(outcomeOf));
  return {
    run: {
      ...{ name, ...spanOf(evidence, note), command: note?.command },
      environment: environmentOf(evidence),
    },
    scenarios: files.map((each) => headOf(each, flaky(each.evidence))),
    unreadable,
    states,
    claims: Object.fromEntries(Object.keys(states).map((backend) => [backend, entriesOf(files, backend)])),
  };
}

/** From the start of the first scenario to the end of the last. */
function spanOf(
  run: readonly Evidence[],
  note: RunNote | undefined,
): Pick<RunFacts, 'startedAt' | 'durationMs'> {
  const [first] = run;
  if (!first) return { startedAt: note?.startedAt ?? '', durationMs: 0 };
  const end = run.reduce((last, each) => Math.max(last, Date.parse(each.startedAt) + each.durationMs), 0);
  return { startedAt: first.startedAt, durationMs: end - Date.parse(first.startedAt) };
}

function headOf({ file, evidence, pack, place }: FiledEvidence, flaky: boolean): ScenarioHead {
  const { scenario, backend, startedAt, durationMs, error } = evidence;
  return {
    folder: file.replace(/\/?evidence\.json$/, ''),
    ...{ name: scenario.name, file: scenario.file, topic: topicOf(scenario.file), backend },
    ...{ tags: scenario.tags ?? [], outcome: outcomeOf(evidence), startedAt, durationMs },
    ...{ error: error?.split('\n')[0], flaky, pack, place },
  };
}

function topicOf(file: string): string {
  const parts = file.split('/').slice(0, -1);
  const [first, ...rest] = parts;
  return (first === 'scenarios' && rest.length > 0 ? rest : parts).join('/');
}
