import { spread, type Spread } from './figures.ts';

/** Why there is no figure. */
export type NotRun = `not run: ${string}`;

/** By the figure's name. Those that make no sense for what was measured are left out. */
export type Values = Readonly<Record<string, number | NotRun>>;

export type Figures = Readonly<Record<string, Spread | NotRun>>;

/** A figure that was not run in one of the rounds was not run. */
export function figuresOf(rounds: readonly Values[]): Figures {
  const names = new Set(rounds.flatMap((values) => Object.keys(values)));
  return Object.fromEntries(
    [...names].map((name) => {
      const all = rounds.map((values) => values[name]);
      const notRun = all.find((value) => typeof value === 'string');
      return [name, notRun ?? spread(all.filter((value) => typeof value === 'number'))];
    }),
  );
}

/** Each comes first in one of so many rounds as there are, so that none gains by its place. */
export function inTurn<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

/** Median (min to max), for people. */
export function cell(figures: Figures, name: string): string {
  const figure = figures[name];
  if (figure === undefined) return '–';
  if (typeof figure === 'string') return figure;
  return `${String(figure.median)} (${String(figure.min)} to ${String(figure.max)})`;
}

/** Lines of cells as text, each column as wide as its widest cell. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const padded = lines.map((line) => line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '));
  return padded.map((line) => `${line.trimEnd()}\n`).join('');
}
