import type { Evidence, HostEvidence } from '../../harness/model/evidence.ts';

/** What of the evidence tells of segments. */
export interface LadderFacts {
  readonly timeline: Evidence['timeline'];
  readonly hosts: readonly Pick<HostEvidence, 'name' | 'ipv4' | 'ipv6' | 'capture'>[];
  readonly trace: Pick<Evidence['trace'], 'state' | 'why'>;
}
