import type { CaptureEvidence, Evidence, HostEvidence } from '../../harness/model/evidence.ts';
import { completeProbes } from '../../harness/model/explanation/complete.ts';
import { counted, listed } from '../../harness/model/explanation/words.ts';

/** How a source of observations fared, in words. */
export interface SourceState {
  readonly state: 'on' | 'off' | 'lost';
  readonly text: string;
}

/** What was observed of one host, by source. */
export interface HostSources {
  readonly host: string;
  readonly looks: SourceState;
  readonly ends: SourceState;
  readonly capture: SourceState;
  readonly wire: SourceState;
  /** How well its times fit those of the other hosts. */
  readonly clock: string;
}

export function hostSources({ hosts }: Pick<Evidence, 'hosts'>): HostSources[] {
  return hosts.map((host) => ({
    host: host.name,
    looks: looksState(host),
    ends: {
      state: host.endedSockets.state,
      text: withReason(host.endedSockets.state, host.endedSockets.why),
    },
    capture: captureState(host.capture),
    wire: wireState(host),
    clock: `± ${host.clock.uncertaintyMs.toFixed(1)} ms`,
  }));
}

/** `on: 18 events of these sockets`. */
export function traceState({ trace }: Pick<Evidence, 'trace'>): SourceState {
  const { state, why, events } = trace;
  return {
    state,
    text: state === 'on' ? `on: ${counted(events, 'event')} of these sockets` : withReason(state, why),
  };
}

/** What follows from what was not seen: only where a source ran all the time and lost nothing, that it was not. */
export function completenessText(evidence: Pick<Evidence, 'trace' | 'hosts'>): string {
  const names = { trace: "the kernel's trace", capture: 'the capture of every host' };
  const complete = completeProbes(evidence).flatMap((probe) =>
    probe === 'trace' || probe === 'capture' ? [names[probe]] : [],
  );
  if (complete.length > 0)
    return `Complete from start to end: ${listed(complete)}. What would show there and does not, did not happen.`;
  return 'No source was complete from start to end: a state that is over before the next look can be missing.';
}

function looksState({ looks: { count, errors } }: HostEvidence): SourceState {
  if (errors === 0) return { state: 'on', text: counted(count, 'look') };
  return { state: 'lost', text: `${counted(count, 'look')}, ${errors} of them failed` };
}

function captureState({ state, why, packets, dropped, leftOut }: CaptureEvidence): SourceState {
  const lacks = [
    ...(dropped > 0 ? [`${dropped} lost for want of room`] : []),
    ...(leftOut > 0 ? [`${leftOut} only in capture.pcapng`] : []),
  ];
  if (state === 'on')
    return {
      state: lacks.length > 0 ? 'lost' : 'on',
      text: [counted(packets, 'packet'), ...lacks].join(', '),
    };
  return { state, text: [withReason(state, why), ...lacks].join(', ') };
}

function wireState({ wire }: HostEvidence): SourceState {
  if (!wire) return { state: 'off', text: 'no fault on it' };
  const queued = `${counted(wire.queued, 'segment')} queued`;
  return wire.lost === 0
    ? { state: 'on', text: queued }
    : { state: 'lost', text: `${queued}, ${wire.lost} lost` };
}

function withReason(state: string, why: string | undefined): string {
  return why === undefined ? state : `${state}: ${why}`;
}
