import type { HostEvidence } from '../../../../harness/model/evidence.ts';
import { counterRows, type CounterRow } from '../../../scenario-text/counters.ts';
import { Fold } from '../parts/fold.tsx';
import { Section } from '../parts/section.tsx';

type Hosts = readonly Pick<HostEvidence, 'name' | 'counters'>[];

/** How far the kernels' counters moved from the making of each host to its end. */
export function Counters({ hosts }: { readonly hosts: Hosts }) {
  const rows = counterRows(hosts);
  const telling = rows.filter((row) => row.telling);
  const others = rows.filter((row) => !row.telling);
  if (rows.length === 0) return null;
  return (
    <Section title="Counters that moved">
      {telling.length > 0 ? (
        <Table rows={telling} hosts={hosts} />
      ) : (
        <p>None that tells of a reset, of anything sent again, or of anything dropped.</p>
      )}
      {others.length > 0 && (
        <Fold summary={`${others.length} that move with all traffic`}>
          {() => <Table rows={others} hosts={hosts} />}
        </Fold>
      )}
    </Section>
  );
}

function Table({ rows, hosts }: { readonly rows: readonly CounterRow[]; readonly hosts: Hosts }) {
  return (
    <div class="scroll">
      <table class="table table-narrow">
        <thead>
          <tr>
            <th scope="col">Counter</th>
            {hosts.map(({ name }) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.counter} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ counter, moved }: CounterRow) {
  return (
    <tr>
      <th scope="row" class="mono">
        {counter}
      </th>
      {moved.map((delta, place) => (
        <td key={place} class="number">
          {delta === undefined ? '' : `+${delta}`}
        </td>
      ))}
    </tr>
  );
}
