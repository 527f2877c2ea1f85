import type { HostEvidence, SocketEvidence } from '../evidence.ts';
import type { Observation, Probe } from '../observation.ts';
import type { Transition } from '../transition.ts';

export interface SocketFacts extends Pick<SocketEvidence, 'name' | 'role' | 'host' | 'local' | 'peer'> {
  readonly transitions: readonly Transition[];
}

/** What an explanation is made from: of a lab that lives as well as of an evidence file. */
export interface ConnectionFacts {
  readonly hosts: readonly Pick<HostEvidence, 'name' | 'ipv4' | 'ipv6' | 'sysctls'>[];
  readonly sockets: readonly SocketFacts[];
  readonly timeline: readonly Observation[];
  /** Probes that were on all the time and lost nothing: only what they do not show did not happen. */
  readonly complete: readonly Probe[];
}

/** One connection in plain words. */
export interface Explanation {
  /** What its ends are called, the one that opened it first. */
  readonly ends: readonly [string, string];
  readonly text: string;
}
