import type { Entry, EntryVerdict } from './entries.ts';

/** A claim, and what a run says of it on all backends that it put claims to. */
export interface LedgerRow extends Pick<Entry, 'id' | 'topic' | 'claim' | 'source'> {
  /** One where all backends say the same. */
  readonly readings: readonly Reading[];
}

/** What some backends alike say of a claim. */
export interface Reading extends Pick<Entry, 'verdict' | 'truth' | 'scaled' | 'evidence'> {
  readonly backends: readonly string[];
}

/** From the best known to the least. */
export const VERDICTS: readonly EntryVerdict[] = [
  ...(['holds', 'holds with limits', 'false here', 'obsolete'] as const),
  ...(['unproven', 'contradictory', 'not tried'] as const),
];

/** The ledgers of several backends as one, in their order. A backend that no claim was put to says nothing. */
export function sideBySide(ledgers: Readonly<Record<string, readonly Entry[]>>): LedgerRow[] {
  const rows = new Map<string, LedgerRow>();
  for (const [backend, entries] of Object.entries(ledgers)) {
    if (entries.every(({ verdict }) => verdict === 'not tried')) continue;
    for (const entry of entries) {
      const { id, topic, claim, source } = entry;
      const { readings } = rows.get(id) ?? { readings: [] };
      rows.set(id, { id, topic, claim, source, readings: withEntry(readings, entry, backend) });
    }
  }
  return [...rows.values()];
}

function withEntry(readings: readonly Reading[], entry: Entry, backend: string): Reading[] {
  const { verdict, truth, scaled, evidence } = entry;
  const same = readings.find((each) => isSame(each, entry));
  if (!same) return [...readings, { backends: [backend], verdict, truth, scaled, evidence }];
  const both = {
    ...same,
    backends: [...same.backends, backend],
    evidence: [...same.evidence, ...evidence],
  };
  return readings.map((each) => (each === same ? both : each));
}

function isSame(a: Pick<Entry, 'verdict' | 'truth' | 'scaled'>, b: typeof a): boolean {
  const isScaledAlike =
    a.scaled.length === b.scaled.length &&
    a.scaled.every(({ what, here }, place) => {
      const other = b.scaled[place];
      return other?.what === what && other.here === here;
    });
  return a.verdict === b.verdict && a.truth === b.truth && isScaledAlike;
}
