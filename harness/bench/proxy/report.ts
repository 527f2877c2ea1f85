import type { Figures } from './run.ts';
import type { Figure } from './measurement.ts';

export interface Columns {
  readonly direct: Figures;
  readonly ours: Figures;
  /** Undefined where there is none on this machine. */
  readonly toxiproxy: Figures | undefined;
  readonly timesBetter: Readonly<Record<string, number>>;
}

export const NO_TOXIPROXY = 'not run: no Toxiproxy here';

/** A line a figure: medians (min to max), and how many times better ours is than Toxiproxy. */
export function table(rows: readonly Figure[], { direct, ours, toxiproxy, timesBetter }: Columns): string {
  const lines = [
    ['', 'direct', 'ours', 'Toxiproxy', 'times better'],
    ...rows.map(({ name, label }) => [
      label,
      cell(direct, name),
      cell(ours, name),
      toxiproxy ? cell(toxiproxy, name) : NO_TOXIPROXY,
      timesBetter[name] === undefined ? '' : String(timesBetter[name]),
    ]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const padded = lines.map((line) => line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '));
  return padded.map((line) => `${line.trimEnd()}\n`).join('');
}

function cell(figures: Figures, name: string): string {
  const figure = figures[name];
  if (figure === undefined) return '–';
  if (typeof figure === 'string') return figure;
  return `${String(figure.median)} (${String(figure.min)} to ${String(figure.max)})`;
}
