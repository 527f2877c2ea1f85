import type { Evidence } from '../../../harness/model/evidence.ts';
import { entriesOf } from '../../claims/entries.ts';
import { outcomeOf } from '../../outcome.ts';
import type { EvidenceFile } from '../../read-run.ts';
import { coverageOf } from '../../states/coverage.ts';
import type { PageIndex, ScenarioHead } from '../data/page-index.ts';

export function indexOf(name: string, files: readonly EvidenceFile[]): PageIndex {
  const all = files.map(({ evidence }) => evidence);
  const states = coverageOf(files);
  return {
    run: {
      name,
      startedAt: all[0]?.startedAt ?? '',
      durationMs: 0,
      command: undefined,
      environment: [],
    },
    scenarios: files.map(headOf),
    unreadable: [],
    states,
    claims: Object.fromEntries(Object.keys(states).map((backend) => [backend, entriesOf(files, backend)])),
  };
}

function headOf({ file, evidence }: EvidenceFile, pack: number): ScenarioHead {
  const { scenario, backend, startedAt, durationMs, error } = evidence;
  return {
    folder: file.replace(/\/?evidence\.json$/, ''),
    ...{ name: scenario.name, file: scenario.file, topic: topicOf(evidence), backend },
    ...{ tags: scenario.tags ?? [], outcome: outcomeOf(evidence), startedAt, durationMs },
    ...{ error: error?.split('\n')[0], flaky: false, pack, place: 0 },
  };
}

function topicOf({ scenario }: Evidence): string {
  const parts = scenario.file.split('/').slice(0, -1);
  const [first, ...rest] = parts;
  return (first === 'scenarios' && rest.length > 0 ? rest : parts).join('/');
}
