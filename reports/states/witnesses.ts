import type { Witness } from '../../harness/model/edges.ts';
import type { Evidence } from '../../harness/model/evidence.ts';
import type { WireObservation } from '../../harness/model/observation.ts';
import type { TcpFlag } from '../../harness/model/segment.ts';
import { connectionKey } from '../../harness/model/socket-row.ts';
import { isKeptAway } from '../../harness/model/wire.ts';
import { changesOf, type Change } from './changes.ts';
import {
  counted,
  did,
  failedWith,
  isListening,
  isMeanwhile,
  passed,
  peerOf,
  segments,
  toldOf,
} from './clues.ts';
import { statesHeld } from './expected.ts';

interface WitnessRule {
  /** What has to be in the evidence, for a person. */
  readonly text: string;
  readonly isThere: (evidence: Evidence, change: Change) => boolean;
}

/** `ss` drops milliseconds from 10 s on, so times left may differ by so much though the timer only ran on. */
const ROUNDED_MS = 1_000;

/** `ss` counts down in whole jiffies, of 10 ms at most. */
const JIFFY_MS = 10;

/** What tells an edge from others between the same states. */
export const WITNESSES: Readonly<Record<Witness, WitnessRule>> = {
  listener: { text: 'a listener on its port, in LISTEN all the while', isThere: isListening },
  closed: {
    text: 'its application closed it, and was told of no error before',
    isThere: (evidence, change) =>
      did(evidence, change, 'close', 'kill') &&
      !toldOf(evidence, change, 'error').some(({ at }) => at <= change.until),
  },
  'passive-peer': {
    text: 'the other end came about at a listener: it was in SYN_RECV and never in SYN_SENT',
    isThere: (evidence, change) => {
      const peer = peerOf(evidence, change);
      return passed(peer, 'SYN_RECV') && !passed(peer, 'SYN_SENT');
    },
  },
  'not-connected': {
    text: 'its application closed it, and was never told that it is connected',
    isThere: (evidence, change) =>
      did(evidence, change, 'close', 'sendFin', 'shutdown') &&
      !toldOf(evidence, change, 'connected').some(({ at }) => at <= change.until),
  },
  'half-open-reset': {
    text: 'TcpExt.EmbryonicRsts moved, and the listener is in LISTEN afterwards',
    isThere: (evidence, change) =>
      counted(evidence, change, 'TcpExt.EmbryonicRsts') > 0 && isListening(evidence, change),
  },
  'ack-lost': { text: 'the wire kept an ACK without FIN from it', isThere: ackWasLost },
  'fin-acknowledges': {
    text: 'the wire kept an ACK without FIN from it, and the other end was in CLOSE_WAIT before its own FIN',
    isThere: (evidence, change) =>
      ackWasLost(evidence, change) && passed(peerOf(evidence, change), 'CLOSE_WAIT'),
  },
  acknowledged: {
    text: 'the other end got to TIME_WAIT, and no RST came',
    isThere: (evidence, change) =>
      passed(peerOf(evidence, change), 'TIME_WAIT') && !wasReset(evidence, change),
  },
  'ran-out': {
    text: 'a look showed its time-wait timer, and it was not gone before that had run out',
    isThere: (_evidence, { before, until }) =>
      before?.row?.timer?.name === 'timewait' &&
      until >= before.began + before.row.timer.remainingMs - JIFFY_MS,
  },
  reset: {
    text: 'ECONNRESET, ECONNREFUSED or EPIPE at its application, or a RST that the wire let in, or the other end toHaveSentReset',
    isThere: wasReset,
  },
  'active-reset': {
    text: 'as 22, and it was in SYN_SENT before',
    isThere: (evidence, change) => passed(change.socket, 'SYN_SENT') && wasReset(evidence, change),
  },
  challenge: {
    text: 'a forged SYN, TcpExt.TCPSYNChallenge moved, and a toHoldStates of that state held afterwards',
    isThere: wasChallenged,
  },
  abort: {
    text: 'its application aborted it, or closed it with linger 0, and its kernel sent a RST (Tcp.OutRsts)',
    isThere: (evidence, change) =>
      did(evidence, change, 'reset', 'abort', 'disconnect', 'close') &&
      counted(evidence, change, 'Tcp.OutRsts') > 0,
  },
  'time-out': {
    text: 'ETIMEDOUT at its application, or TcpExt.TCPAbortOnTimeout moved; no RST',
    isThere: (evidence, change) =>
      (failedWith(evidence, change, 'ETIMEDOUT') ||
        counted(evidence, change, 'TcpExt.TCPAbortOnTimeout') > 0) &&
      !wasReset(evidence, change),
  },
  'acknowledged-again': {
    text: 'its timer starts anew; and on the wire a FIN to it and an ACK from it, both in TIME_WAIT, or its ACK was dropped, and one ended LAST_ACK',
    isThere: (evidence, change) => startedAnew(evidence, change) && acknowledgedAgain(evidence, change),
  },
  'takes-its-place': {
    text: 'the look that showed it first showed a socket with the same ends gone from TIME_WAIT',
    isThere: (evidence, { socket, until, look }) =>
      changesOf(evidence).some(
        (old) =>
          old.from === 'TIME_WAIT' &&
          old.to === 'CLOSED' &&
          old.until === until &&
          old.socket.host === socket.host &&
          connectionKey(old.look) === connectionKey(look),
      ),
  },
};

function wasReset(evidence: Evidence, change: Change): boolean {
  const peer = peerOf(evidence, change);
  const onTheWire = segments(evidence, change, 'to').some(
    (each) => each.flags.includes('RST') && !isKeptAway(each) && isMeanwhile(each, evidence, change),
  );
  const told = failedWith(evidence, change, 'ECONNRESET', 'ECONNREFUSED', 'EPIPE');
  const sent = evidence.expectations.some(
    ({ text, verdict }) =>
      verdict === 'held' && text.startsWith(`expect(${peer?.name ?? ''}).toHaveSentReset(`),
  );
  return onTheWire || told || sent;
}

const NOT_WITH: readonly TcpFlag[] = ['FIN', 'SYN', 'RST'];

function isAck({ flags }: WireObservation): boolean {
  return flags.includes('ACK') && !NOT_WITH.some((flag) => flags.includes(flag));
}

function ackWasLost(evidence: Evidence, change: Change): boolean {
  return segments(evidence, change, 'to').some(
    (each) => isAck(each) && isKeptAway(each) && each.at <= change.until,
  );
}

/** The counter is the kernel's, so it says what the SYN met; that the state stayed, a hold says. */
function wasChallenged(evidence: Evidence, change: Change): boolean {
  if (counted(evidence, change, 'TcpExt.TCPSYNChallenge') === 0) return false;
  const forged = evidence.timeline.find(
    (each) =>
      each.probe === 'step' &&
      /^wire: forged .*\bSYN\b/.test(each.text) &&
      isMeanwhile(each, evidence, change),
  );
  return evidence.expectations.some(
    (each) =>
      forged !== undefined &&
      each.at >= forged.at &&
      statesHeld(each).get(change.socket.name) === change.from,
  );
}

/** A later look showed the timer to end later. */
function startedAnew({ timeline }: Evidence, { socket, from, look, until }: Change): boolean {
  const left = look.row?.timer;
  return timeline.some(
    (each) =>
      each.probe === 'ss' &&
      each.socket === socket.name &&
      each.state === from &&
      each.at > look.at &&
      each.at <= until &&
      left?.name === 'timewait' &&
      each.at + (each.row?.timer?.remainingMs ?? 0) > look.at + left.remainingMs + ROUNDED_MS,
  );
}

/** Either the wire shows the FIN and its ACK while it was in TIME_WAIT, or the ACK before was dropped and one got there. */
function acknowledgedAgain(evidence: Evidence, change: Change): boolean {
  const inTimeWait = ({ at }: { readonly at: number }) => at > change.look.at && at <= change.until;
  const fins = segments(evidence, change, 'to').filter(({ flags }) => flags.includes('FIN'));
  const acks = segments(evidence, change, 'from').filter(isAck);
  if (fins.some((fin) => inTimeWait(fin) && !isKeptAway(fin)) && acks.some(inTimeWait)) return true;
  return changesOf(evidence).some(
    (end) =>
      end.socket === peerOf(evidence, change) &&
      end.from === 'LAST_ACK' &&
      end.to === 'CLOSED' &&
      end.until <= change.until &&
      acks.some(({ verdict, at }) => verdict === 'dropped' && at <= end.until) &&
      !wasReset(evidence, end),
  );
}
