import type { Mark } from './lane.ts';
import { sinceBegin } from '../time-text.ts';

/** Reads that are no further apart are one mark, where nothing else happened to the socket between them. */
const TOGETHER_MS = 10;

export type Read = Mark & { readonly bytes?: number | undefined };

/** A stream is read in pieces, hundreds of them: a row of them becomes one mark. */
export function mergeReads(marks: readonly Read[]): Mark[] {
  const rows: Read[][] = [];
  for (const mark of marks) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last && last.kind === 'data' && mark.kind === 'data' && mark.at - last.at <= TOGETHER_MS)
      row.push(mark);
    else rows.push([mark]);
  }
  return rows.flatMap(markOfRow);
}

function markOfRow(row: readonly Read[]): Mark[] {
  const [first, ...rest] = row;
  const last = rest.at(-1);
  if (!first) return [];
  if (!last) {
    const { at, kind, label, words } = first;
    return [{ at, kind, label, words }];
  }
  const bytes = row.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  const reads = `${String(bytes)} bytes in ${String(row.length)} reads`;
  const words = `${first.words}, then more until ${sinceBegin(last.at)}: ${reads}`;
  return [{ at: first.at, kind: first.kind, label: `reads ${String(bytes)} B`, words }];
}
