import type { Evidence } from '../../harness/model/evidence.ts';
import { timelineText } from '../../harness/model/timeline-text.ts';

/** More columns than that are wider than any page: each line tells its sockets behind each other then. */
const MOST_COLUMNS = 6;

/** The whole timeline as terminals show it, a column for each socket of a connection. */
export function stepsText({ sockets, timeline }: Pick<Evidence, 'sockets' | 'timeline'>): string {
  const columns = sockets.filter(({ role }) => role !== 'listener').map(({ name }) => name);
  const lines = timelineText(timeline, columns, Infinity)
    .split('\n')
    .map((line) => line.trimStart());
  return lines.map((line) => (columns.length > MOST_COLUMNS ? narrow(line) : line)).join('\n');
}

function narrow(line: string): string {
  const [, time = '', text = line] = /^(\+\d+ ms +)(.*)$/.exec(line) ?? [];
  return `${time.trimEnd().padEnd(10)}${text.trimStart().replaceAll(/ {2,}/g, '   ')}`;
}
