import type { ClaimVerdict } from './claim.ts';
import file from './pinned.json';

export interface Pins {
  /** The kernel that gave the verdicts. */
  readonly kernel: string;
  readonly verdicts: Readonly<Partial<Record<string, ClaimVerdict>>>;
}

/** The verdicts that were computed from evidence last, by claim. */
export const pinned = file as Pins;

/** Whether two kernel releases are of one series, as 6.18.44 and 6.18.5-amd64 are. */
export function isSameSeries(one: string, another: string): boolean {
  const seriesOf = (release: string) => release.split('.', 2).join('.');
  return seriesOf(one) === seriesOf(another);
}
