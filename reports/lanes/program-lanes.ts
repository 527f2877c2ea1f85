import type { Evidence, ProgramEvidence } from '../../harness/model/evidence.ts';
import type { Lane, Span } from './lane.ts';
import { lasting, sinceBegin } from '../time-text.ts';
import { exactly } from './words.ts';

/** Programs of the machine's own, by host; those that ran beside one another have a lane each. */
export function programLanes(evidence: Evidence, end: number): Lane[] {
  const byHost = Map.groupBy(evidence.programs, ({ host }) => host);
  return [...byHost].flatMap(([host, programs]) => {
    const spans = programs.flatMap((program) => programSpan(program, evidence, end));
    return rows(spans).map((row, index): Lane => {
      const key = `program ${host} ${String(index)}`;
      return {
        key,
        group: 'programs',
        name: `on ${host}`,
        note: 'programs',
        opens: false,
        spans: row,
        marks: [],
      };
    });
  });
}

function programSpan(
  { name, host, command, ended }: ProgramEvidence,
  { timeline }: Evidence,
  end: number,
): Span[] {
  const steps = timeline.filter((each) => each.probe === 'step');
  const began = steps.find(({ text }) => text === `${name}: ${command.join(' ')}`)?.at;
  if (began === undefined) return [];
  const over = steps.find(({ at, text }) => at >= began && text.startsWith(`${name} ended: `))?.at;
  const to = over === undefined ? exactly(end, 'end') : exactly(over);
  const how = ended === undefined ? 'it ran to the end of the scenario' : `ended by ${ended}`;
  const words =
    `Program ${name} on host ${host}: ${command.join(' ')}; from ${sinceBegin(began)} to ${sinceBegin(to.at)}, ` +
    `${lasting(to.at - began)}, ${how}`;
  return [{ from: exactly(began), to, look: { kind: 'program' }, label: name, words }];
}

/** As few rows as hold spans that do not overlap. */
function rows(spans: readonly Span[]): Span[][] {
  const rows: Span[][] = [];
  for (const span of [...spans].sort((a, b) => a.from.at - b.from.at)) {
    const free = rows.find((row) => (row.at(-1)?.to.at ?? 0) <= span.from.at);
    if (free) free.push(span);
    else rows.push([span]);
  }
  return rows;
}
