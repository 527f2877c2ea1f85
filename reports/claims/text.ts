import type { Entry } from './entries.ts';

/** The ledger for a terminal: a claim, its verdict, and what is true where it does not just hold. */
export function renderEntries(backend: string, entries: readonly Entry[]): string {
  const kernel = entries.find((each) => each.kernel !== undefined)?.kernel;
  const head = `${backend}${kernel === undefined ? '' : `, Linux ${kernel}`}: ${tally(entries)}`;
  return [head, '', ...entries.map(lineOf)].join('\n');
}

function lineOf({ id, claim, source, verdict, truth, scaled }: Entry): string {
  return [
    `${id.padEnd(4)} ${verdict.padEnd(17)} ${claim} [${source}]`,
    ...(truth === undefined ? [] : [`${' '.repeat(22)} ${truth}`]),
    ...scaled.map(
      ({ what, here, byDefault }) => `${' '.repeat(22)} scaled: ${what} ${here}, by default ${byDefault}`,
    ),
  ].join('\n');
}

function tally(entries: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of entries) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${String(count)} ${verdict}`).join(', ');
}
