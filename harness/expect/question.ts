import type { Lab } from '../lab/lab.ts';
import type { LabHost } from '../lab/lab-host.ts';
import type { LabSocket } from '../lab/lab-socket.ts';
import type { Answer } from '../model/verdict.ts';

/** What a matcher asks of the evidence: one object a call. */
export interface Question {
  readonly matcher: string;
  /** As it stands in the message, between the brackets of the call. */
  readonly argument: string;
  readonly lab: Lab;
  /** What was given to `expect`, as the message calls it. Default: the first socket. */
  readonly subject?: string;
  /** What the message is about: one socket, or several of the lab. */
  readonly sockets: readonly LabSocket[];
  /** The hosts it is about. Default: those of its sockets. */
  readonly hosts?: readonly LabHost[];
  /** What to read as expected, without its negation. */
  readonly expected: string;
  /** How long to wait for a yes, in milliseconds. */
  readonly withinMs: number;
  /** How long a negated wait watches, in milliseconds. */
  readonly negatedForMs: number;
  /** How long to pause between two looks meanwhile, in milliseconds. Default: as eager as patience allows. */
  readonly lookPauseMs?: number;
  /** Fetches what does not come by itself, such as counters. */
  readonly refresh?: () => Promise<void>;
  /** Waits, before the last judgement, for what comes by itself and may be on its way. */
  readonly flush?: (negated: boolean) => Promise<void>;
  /** What the evidence says now; `over` when no more will be observed. Must not wait. */
  readonly assess: (over: boolean, negated: boolean) => Answer;
}

/** The hosts whose kernels a question is about. */
export function hostsOf({ hosts, sockets }: Question): readonly LabHost[] {
  return hosts ?? [...new Set(sockets.map(({ host }) => host))];
}
