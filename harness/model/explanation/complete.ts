import type { Evidence, HostEvidence } from '../evidence.ts';
import type { Probe } from '../observation.ts';

/** The probes that were on all the time and lost nothing: from what they do not show something follows. */
export function completeProbes({
  trace,
  hosts,
}: {
  readonly trace: Pick<Evidence['trace'], 'state'>;
  readonly hosts: readonly Pick<HostEvidence, 'capture'>[];
}): Probe[] {
  const isCaptured = hosts.every(
    ({ capture: { state, dropped, leftOut } }) => state === 'on' && dropped === 0 && leftOut === 0,
  );
  return [...(trace.state === 'on' ? ['trace' as const] : []), ...(isCaptured ? ['capture' as const] : [])];
}
