import { GeneratedPart } from '../generated-part.ts';
import type { Matrix, Row, Seen } from './matrix.ts';
import { ROUTES } from './words.ts';

/** Where the table stands in docs/fidelity.md. */
export const TABLE_PART = new GeneratedPart('fidelity', 'halfclose fidelity --write');

const ENDS = ['client', 'server', 'control'] as const;

/** A line of the table; a cell is undefined where there is no evidence for it. */
type Line = readonly (string | undefined)[];

/** The table as it stands in the docs: a line for each end, then why some rows cannot be like direct. */
export function renderMatrix(matrix: Matrix): string {
  const { backend, versions, rows } = matrix;
  const head = ['scenario', 'end', 'direct', 'ours', 'Toxiproxy'];
  const lines = [head, head.map(() => '---'), ...rows.flatMap(linesOf)].map(
    (cells) => `| ${cells.map((cell) => cell ?? '—').join(' | ')} |`,
  );
  const reasons = rows.flatMap((row) => reasonOf(row) ?? []);
  const toxiproxy =
    versions.toxiproxy === undefined ? 'without Toxiproxy' : `Toxiproxy ${versions.toxiproxy}`;
  return [
    `Seen on Linux ${versions.kernel} (${backend}), ${toxiproxy}.`,
    '',
    ...lines,
    '',
    'Why not all rows can be like direct:',
    '',
    ...reasons,
  ].join('\n');
}

/** What the page says otherwise than the evidence, as far as there is evidence: a route that was not run is left out. */
export function outdated(page: string, { rows }: Matrix): string[] {
  const table = TABLE_PART.in(page).split('\n');
  const inPage = table.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const holds = (line: Line) =>
    inPage.some((cells) => line.every((cell, index) => cell === undefined || cell === cells[index]));
  const lines = rows
    .filter(isWhole)
    .flatMap(linesOf)
    .filter((line) => !holds(line));
  const reasons = rows.flatMap((row) => reasonOf(row) ?? []).filter((reason) => !table.includes(reason));
  return [...lines.map((line) => line.map((cell) => cell ?? '…').join(' | ')), ...reasons];
}

/** Whether it can be rendered: what ours saw may be said by way of what direct saw. */
function isWhole({ unlikeDirect, seen }: Row): boolean {
  return unlikeDirect !== undefined || seen.direct !== undefined;
}

function linesOf({ name, seen }: Row): Line[] {
  const ends = ENDS.filter((end) => ROUTES.some((route) => seen[route]?.[end] !== undefined));
  return ends.map((end) => [name, end, ...cellsOf(end, seen)]);
}

/** What is like direct says so, so that the eye finds what is not. */
function cellsOf(end: keyof Seen, seen: Row['seen']): Line {
  return ROUTES.map((route) => {
    const text = seen[route]?.[end];
    return route !== 'direct' && text !== undefined && text === seen.direct?.[end] ? 'as direct' : text;
  });
}

function reasonOf({ name, unlikeDirect }: Row): string | undefined {
  return unlikeDirect === undefined ? undefined : `- ${name}: ${unlikeDirect}.`;
}
