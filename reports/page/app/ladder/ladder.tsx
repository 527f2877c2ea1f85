import type { Evidence } from '../../../../harness/model/evidence.ts';

export interface LadderProps {
  readonly evidence: Evidence;
  /** The instant that is lit, in milliseconds since the scenario began. */
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

export function Ladder({ evidence, instant }: LadderProps) {
  return (
    <p>
      Ladder: {evidence.timeline.length} {instant}
    </p>
  );
}
