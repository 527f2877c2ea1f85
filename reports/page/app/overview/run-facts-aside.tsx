import { durationText } from '../../../time-text.ts';
import { flakyGroups, slowest } from '../../../overview/tallies.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { Command } from '../parts/command.tsx';
import { Fold } from '../parts/fold.tsx';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { scenarioLink } from '../route.ts';

const SLOWEST = 10;

/** What is known of the run beside its scenarios. What is wrong stands open, and all else where there is room. */
export function RunFactsAside({ index }: { readonly index: PageIndex }) {
  const { run, scenarios, unreadable } = index;
  const roomy = matchMedia('(min-width: 72rem)').matches;
  const flaky = flakyGroups(scenarios);
  return (
    <aside class="overview-aside" aria-label="The run">
      {unreadable.length > 0 && (
        <Fold open summary={`Unreadable evidence (${unreadable.length})`}>
          {() => <Unreadable files={unreadable} />}
        </Fold>
      )}
      {flaky.length > 0 && (
        <Fold open summary={`Flaky: passed and failed in this run (${flaky.length})`}>
          {() => <Flaky groups={flaky} scenarios={scenarios} />}
        </Fold>
      )}
      {run.command !== undefined && (
        <Fold open={roomy} summary="Repeat this run">
          {() => <Command text={run.command ?? ''} />}
        </Fold>
      )}
      {run.environment.length > 0 && (
        <Fold open={roomy} summary="Environment">
          {() => <Environment environment={run.environment} />}
        </Fold>
      )}
      <Fold open={roomy} summary="Slowest">
        {() => <Slowest numbers={slowest(scenarios, SLOWEST)} scenarios={scenarios} />}
      </Fold>
    </aside>
  );
}

function Unreadable({ files }: { readonly files: PageIndex['unreadable'] }) {
  return (
    <dl class="overview-unreadable">
      {files.map(({ file, why }) => (
        <div key={file}>
          <dt class="mono">{file}</dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FlakyProps {
  readonly groups: readonly (readonly number[])[];
  readonly scenarios: PageIndex['scenarios'];
}

function Flaky({ groups, scenarios }: FlakyProps) {
  return (
    <ul class="plain">
      {groups.map((numbers) => (
        <li key={numbers[0]}>
          {scenarios[numbers[0] ?? -1]?.name}{' '}
          <span class="faint">{scenarios[numbers[0] ?? -1]?.backend}</span>
          <p class="overview-runs">
            {numbers.map((number) => (
              <a key={number} href={scenarioLink(number)}>
                <OutcomeBadge outcome={scenarios[number]?.outcome ?? 'interrupted'} />
              </a>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Slowest({
  numbers,
  scenarios,
}: { readonly numbers: readonly number[] } & Pick<PageIndex, 'scenarios'>) {
  return (
    <ol class="overview-slowest">
      {numbers.map((number) => (
        <li key={number}>
          <span class="number">{durationText(scenarios[number]?.durationMs ?? 0)}</span>
          <a href={scenarioLink(number)}>{scenarios[number]?.name}</a>
        </li>
      ))}
    </ol>
  );
}

function Environment({ environment }: { readonly environment: PageIndex['run']['environment'] }) {
  return (
    <table class="overview-environment">
      <tbody>
        {environment.map(({ what, values }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>
              {values.map((value) => (
                <div key={value}>{value}</div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
