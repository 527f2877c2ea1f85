import { aligned, cell, type Figures } from '../values.ts';
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
  return aligned(lines);
}
