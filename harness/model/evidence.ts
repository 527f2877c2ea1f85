import type { ClaimEvidence } from './claims/claim-evidence.ts';
import type { Observation } from './observation.ts';
import type { Counters } from './protocol.ts';
import type { SocketAddress } from './socket-row.ts';
import type { TcpState } from './tcp-state.ts';
import type { Transition } from './transition.ts';
import type { Verdict } from './verdict.ts';
import type { WireHealth } from './wire.ts';

/** Raised whenever a reader of older files would misread a newer one. */
export const EVIDENCE_SCHEMA = 5;

/** What one scenario leaves behind in `evidence.json`. */
export interface Evidence {
  readonly schema: typeof EVIDENCE_SCHEMA;
  readonly scenario: {
    readonly name: string;
    readonly file: string;
    /** The edge of the state machine that it shows, and the state that it holds still. */
    readonly edge?: number;
    readonly holds?: TcpState;
    readonly tags?: readonly string[];
    /** The text of its file as it was run; undefined in evidence of before schema 5. */
    readonly source?: string;
    /** Where in its file it is declared, from 1. */
    readonly line?: number;
  };
  readonly backend: string;
  /** `running` in a file means that the harness was ended before the scenario was. */
  readonly status: 'running' | 'passed' | 'failed';
  readonly verdict: Verdict | undefined;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly error: string | undefined;
  /** Where in the scenario's file it failed, from 1; undefined where it did not, or where the error does not tell. */
  readonly failedAt?: { readonly line: number; readonly column: number } | undefined;
  readonly teardownErrors: readonly string[];
  readonly hosts: readonly HostEvidence[];
  readonly sockets: readonly SocketEvidence[];
  readonly expectations: readonly ExpectationEvidence[];
  /** The claims that it put to the kernel. */
  readonly claims: readonly ClaimEvidence[];
  readonly timeline: readonly Observation[];
  /** Where probes contradict each other: what the scenario asserts is unproven then. */
  readonly disagreements: readonly string[];
  readonly trace: TraceEvidence;
  /** The programs that ran in its hosts, in the order in which they were started. */
  readonly programs: readonly ProgramEvidence[];
  /** The faults that were put on the wire, in order. */
  readonly faults: readonly FaultEvidence[];
}

/** How the kernel's trace fared: `lost` where it ran and does not hold all there was. */
export interface TraceEvidence {
  readonly state: 'on' | 'off' | 'lost';
  readonly why: string | undefined;
  /** Of this lab's sockets. */
  readonly events: number;
  /** What its instance is called in tracefs, while it runs. */
  readonly instance: string | undefined;
}

/** A program of the machine's own that ran in a host. */
export interface ProgramEvidence {
  readonly name: string;
  readonly host: string;
  readonly command: readonly string[];
  /** `exit 0`, `SIGTERM`; undefined where it ran to the scenario's end. */
  readonly ended: string | undefined;
  /** The last of what it printed. */
  readonly output: string;
}

/** A wire fault; `at` and `liftedAt` are in milliseconds since the scenario began. */
export interface FaultEvidence {
  readonly name: string;
  readonly what: string;
  readonly at: number;
  /** Undefined where it was in force to the end. */
  readonly liftedAt: number | undefined;
}

export interface HostEvidence {
  readonly name: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly identity: { readonly pid?: number; readonly container?: string };
  /** The kernel parameters that were set for it; all others are as a new namespace has them. */
  readonly sysctls: Readonly<Record<string, string>>;
  readonly versions: { readonly kernel: string; readonly node: string };
  /** How far the host's clock is ahead of the harness's, and how sure that is; both in milliseconds. */
  readonly clock: { readonly offsetMs: number; readonly uncertaintyMs: number };
  readonly looks: { readonly count: number; readonly errors: number };
  /** How far each kernel counter moved between the host's making and its end; those that did not move are left out. */
  readonly counters: Counters;
  /** When they were read last, from when to when: what happened between may be counted or not. */
  readonly countingBegan: number;
  readonly countedAt: number;
  /** Whether the real Toxiproxy ran there. */
  readonly toxiproxy: boolean;
  /** Segments that went through its wire's queue, and that the queue lost; undefined where no fault was put on it. */
  readonly wire?: WireHealth | undefined;
  readonly capture: CaptureEvidence;
  /** Whether `ss -E` told the sockets that ended. */
  readonly endedSockets: { readonly state: 'on' | 'off'; readonly why?: string | undefined };
}

/** How the capture of what passed a host's network device has fared. */
export interface CaptureEvidence {
  /** `lost`: it was on and is not any more, or packets are missing. */
  readonly state: 'on' | 'off' | 'lost';
  readonly why?: string | undefined;
  readonly packets: number;
  /** Those that the kernel had no room for. */
  readonly dropped: number;
  /** Segments that are in `capture.pcapng` and not in the timeline. */
  readonly leftOut: number;
  /** How far the host's CLOCK_REALTIME, which `capture.pcapng` tells, is ahead of its CLOCK_MONOTONIC, in milliseconds. */
  readonly realtimeAheadMs: number;
}

/** What a socket is in its scenario, in the order in which a connection passes them. */
export const SOCKET_ROLES = ['client', 'client-leg', 'server-leg', 'server', 'listener'] as const;

export type SocketRole = (typeof SOCKET_ROLES)[number];

export interface SocketEvidence {
  readonly name: string;
  readonly role: SocketRole;
  readonly host: string;
  readonly local: SocketAddress | undefined;
  readonly peer: SocketAddress | undefined;
  /** In order, each with how it is known: seen by a look, or certain because every path between two looks has it. */
  readonly states: readonly { readonly state: TcpState; readonly known: 'seen' | 'implied' }[];
  /** The same from all probes. */
  readonly transitions: readonly Transition[];
}

export interface ExpectationEvidence {
  readonly at: number;
  readonly text: string;
  readonly verdict: Verdict;
  readonly received: string;
  /** How long it was given to come about, in milliseconds; of toHoldStates and a negated one, how long it had to last. */
  readonly withinMs: number;
  readonly why?: string | undefined;
}
