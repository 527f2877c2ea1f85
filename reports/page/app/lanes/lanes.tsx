import type { Evidence } from '../../../../harness/model/evidence.ts';

export interface LanesProps {
  readonly evidence: Evidence;
  /** The instant that is lit, in milliseconds since the scenario began. */
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

export function Lanes({ evidence, instant }: LanesProps) {
  return (
    <p>
      Lanes: {evidence.timeline.length} {instant}
    </p>
  );
}
