import { expect } from '@jest/globals';
import type { Span } from '../model/span.ts';
import type { TcpState } from '../model/tcp-state.ts';
import { expectation, type MatcherContext } from './expectation.ts';
import type { WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import type { SentResetOptions } from './reset-options.ts';
import { toBeGone } from './to-be-gone.ts';
import { toHaveBeenResetBy, type Resetter } from './to-have-been-reset-by.ts';
import { toHaveCounted } from './to-have-counted.ts';
import { toHaveExchanged } from './to-have-exchanged.ts';
import { toHaveFailedWith } from './to-have-failed-with.ts';
import { toHaveHalfOpen, type HalfOpenOptions } from './to-have-half-open.ts';
import { toHaveNoLeftovers } from './to-have-no-leftovers.ts';
import { toHavePassedThrough } from './to-have-passed-through.ts';
import { toHaveReceived } from './to-have-received.ts';
import { toHaveRetransmitted } from './to-have-retransmitted.ts';
import { toHaveSentReset } from './to-have-sent-reset.ts';
import { toHaveUnread } from './to-have-unread.ts';
import { toHoldStates, type HoldOptions } from './to-hold-states.ts';
import { toReachState } from './to-reach-state.ts';

const QUESTIONS = {
  toReachState,
  toBeGone,
  toHoldStates,
  toHavePassedThrough,
  toHaveSentReset,
  toHaveBeenResetBy,
  toHaveRetransmitted,
  toHaveExchanged,
  toHaveFailedWith,
  toHaveReceived,
  toHaveUnread,
  toHaveHalfOpen,
  toHaveCounted,
  toHaveNoLeftovers,
};

/** Their names. */
export const MATCHERS: readonly string[] = Object.keys(QUESTIONS);

/** Adds the matchers to Jest's `expect`. */
export function installMatchers(): void {
  expect.extend(
    Object.fromEntries(Object.entries(QUESTIONS).map(([name, ask]) => [name, asMatcher(name, ask as Ask)])),
  );
}

type Ask = (subject: unknown, ...args: unknown[]) => Question;

function asMatcher(name: string, ask: Ask) {
  return function (this: MatcherContext, subject: unknown, ...args: unknown[]) {
    return expectation(this, name, () => ask(subject, ...args));
  };
}

/** The matchers as a scenario sees them. Each must be awaited; each waits up to its deadline and fails with the timeline. */
export interface SocketMatchers {
  /** The socket rests in that state, or in one of those: a look shows it there. Negated: none does, and no gap could hide it. */
  toReachState(state: TcpState | readonly TcpState[], options?: WithinOptions): Promise<void>;
  /** The kernel has forgotten the socket. "Gone" alone does not say how it went: ask for the reset itself too. */
  toBeGone(options?: WithinOptions): Promise<void>;
  /** Asked of the lab: these sockets are in these states now and at every look for `forMs`. */
  toHoldStates(states: Readonly<Record<string, TcpState>>, options?: HoldOptions): Promise<void>;
  /** The socket was in these states in this order: seen by a look, or certain because every path leads through. */
  toHavePassedThrough(states: readonly TcpState[], options?: WithinOptions): Promise<void>;
  /**
   * Asked of a socket: its kernel sent a RST for it, or in its name when it was gone. Asked of a host: its kernel sent one
   * at all. The kernel's trace says so, and `{ reason, by }` ask it for more. Where it is off: the host sent one
   * (`Tcp.OutRsts`), and the other end's application got the error.
   */
  toHaveSentReset(options?: SentResetOptions): Promise<void>;
  /**
   * The socket got a RST: from the `peer`'s kernel (behind a proxy, that of the proxy's leg), or from a `middlebox`, so that
   * neither kernel sent it.
   */
  toHaveBeenResetBy(by: Resetter, options?: WithinOptions): Promise<void>;
  /**
   * The kernel sent something of the socket's again, by its trace: SYN, SYN-ACK, data or FIN; segments that it sends again
   * at once count as one. `times` is exact; default: at least once.
   */
  toHaveRetransmitted(times?: number, options?: WithinOptions): Promise<void>;
  /**
   * The socket's connection has exchanged these segments in this order, as a capture at the socket's host shows them: its
   * own as they were sent, the other end's as they arrived, before any fault of the wire. Each is named by sender (socket
   * or host) and flags, and may say more, in this order: `'client FIN ACK seq 1 ack 1 length 0 again'`. Numbers count from
   * the SYN, as captures do. PSH, URG, ECE and CWR are compared only where named; a segment carries data only where its
   * `length` is named, or PSH for any. Between two of them there may be pure acknowledgements and retransmissions that
   * are not named (`again` names a retransmission), and nothing else; before and after them anything.
   */
  toHaveExchanged(segments: readonly string[], options?: WithinOptions): Promise<void>;
  /** The application got this error for the socket: an errno name such as `ECONNRESET`. */
  toHaveFailedWith(errno: string, options?: WithinOptions): Promise<void>;
  /** The application has read exactly these bytes in all. */
  toHaveReceived(expected: string | Uint8Array, options?: WithinOptions): Promise<void>;
  /** The kernel's receive queue holds this many bytes that the application has not read. Default: any. */
  toHaveUnread(bytes?: number, options?: WithinOptions): Promise<void>;
  /**
   * Asked of a server or a listening socket: its kernel keeps that many half-open requests for it, of a flood or not, as
   * the last look shows: `511`, or `{ min: 500 }`. Default: any. `{ addresses }`: from so many addresses.
   */
  toHaveHalfOpen(entries?: Span, options?: HalfOpenOptions): Promise<void>;
  /**
   * Asked of a host, or of a socket: its host's kernel has counted this, since the host or before the socket was made.
   * `TcpExt.TCPAbortOnData`, or `TCPAbortOnData` where only one group has it. `times` is exact; default: at least once.
   * Counters are the host's: all its sockets move them together.
   */
  toHaveCounted(counter: string, times?: number, options?: WithinOptions): Promise<void>;
  /**
   * Asked of the lab, or of a host: no kernel keeps anything of a connection: no open descriptor, TIME_WAIT, orphan or
   * half-open request. Listeners do not count. TIME_WAIT lasts 60 s, longer than this waits unless told otherwise.
   */
  toHaveNoLeftovers(options?: WithinOptions): Promise<void>;
}

declare module 'expect' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- merged with Jest's own
  interface Matchers<R extends void | Promise<void>, T = unknown> extends SocketMatchers {}
}
