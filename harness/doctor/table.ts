import { styleText } from 'node:util';
import type { DoctorReport, DoctorRow, Status } from './report.ts';

const COLOURS: Readonly<Record<Status, 'green' | 'yellow' | 'red'>> = {
  ok: 'green',
  limited: 'yellow',
  missing: 'red',
};

/** The report for people: a line a row, with the advice below where there is a gap. */
export function renderDoctorTable({ rows }: DoctorReport, color: boolean): string {
  const width = (column: (row: DoctorRow) => string) => Math.max(...rows.map((row) => column(row).length));
  const whatWidth = width(({ what }) => what);
  const statusWidth = width(({ status }) => status);
  const usedWidth = width(({ used }) => used);
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const line = ({ what, status, used, found, advice }: DoctorRow) => {
    const first = `${what.padEnd(whatWidth)}  ${style(COLOURS[status], status.padEnd(statusWidth))}  ${used.padEnd(usedWidth)}  ${found}`;
    return advice === undefined
      ? first
      : `${first}\n${' '.repeat(whatWidth + 2)}${style('dim', `→ ${advice}`)}`;
  };
  return rows.map(line).join('\n');
}
