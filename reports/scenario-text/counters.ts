import { isTelling } from '../../harness/model/counter-text.ts';
import type { HostEvidence } from '../../harness/model/evidence.ts';

/** How far a kernel counter moved at each host, in the order of the hosts; undefined where it did not. */
export interface CounterRow {
  readonly counter: string;
  /** It says why a connection went as it did: resets, what was sent again, what was dropped. */
  readonly telling: boolean;
  readonly moved: readonly (number | undefined)[];
}

/** Every counter that moved anywhere: telling ones first, each part by the alphabet. */
export function counterRows(hosts: readonly Pick<HostEvidence, 'counters'>[]): CounterRow[] {
  const names = [...new Set(hosts.flatMap(({ counters }) => Object.keys(counters)))].sort();
  const rows = names.map((counter) => ({
    counter,
    telling: isTelling(counter),
    moved: hosts.map(({ counters }) => counters[counter]),
  }));
  return [...rows.filter(({ telling }) => telling), ...rows.filter(({ telling }) => !telling)];
}
