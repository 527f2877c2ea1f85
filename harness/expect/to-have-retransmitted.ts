import { socketOf } from '../lab/lab-socket.ts';
import type { Answer } from '../model/verdict.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { checkWholeNumber } from './whole-number.ts';
import { readingOnce } from './resets.ts';

/** Whether the kernel sent something of the socket's again: exactly so many times, or at all where no number is given. */
export function toHaveRetransmitted(subject: unknown, times?: number, options: WithinOptions = {}): Question {
  const socket = socketOf(subject);
  checkWholeNumber('how often', times, 1, 'for none at all: expect(…).not.toHaveRetransmitted()');
  const { lab, host, track } = socket;
  let counted = 0;
  return {
    matcher: 'toHaveRetransmitted',
    argument: times === undefined ? '' : String(times),
    lab,
    sockets: [socket],
    expected: times === undefined ? 'a retransmission' : timesText(times),
    ...patience(options),
    ...readingOnce(lab, async () => {
      ({ 'Tcp.RetransSegs': counted = 0 } = await host.counterDeltas(socket.countersBefore));
      await lab.trace.flush();
    }),
    assess: () => {
      const traced = track.tracedSegments.filter(({ kind }) => kind === 'retransmitted').length;
      return answerRetransmitted({ traced, counted, gap: lab.trace.gap, host: host.name }, times);
    },
  };
}

/** What is known of segments that were sent again. */
export interface Retransmissions {
  /** Of the socket, as far as the trace has told. */
  readonly traced: number;
  /** `Tcp.RetransSegs` of its host, since before it was made. */
  readonly counted: number;
  readonly host: string;
  /** Why what the trace does not show proves nothing; undefined while it is whole. */
  readonly gap: string | undefined;
}

export function answerRetransmitted({ traced, counted, host, gap }: Retransmissions, times?: number): Answer {
  const received = gap === undefined ? timesText(traced) : `Tcp.RetransSegs +${String(counted)} at ${host}`;
  if (times === undefined ? traced > 0 : gap === undefined && traced === times)
    return { says: 'yes', received, settled: true };
  if (times !== undefined && traced > times) return { says: 'no', received, settled: true };
  // The whole host has sent too few again.
  if (gap === undefined || counted < (times ?? 1)) return { says: 'open', received };
  const why = `nothing shows of which socket those are (kernel trace off: ${gap})`;
  return { says: 'open', received, failureUnproven: why, negationUnproven: why };
}

function timesText(times: number): string {
  return `${String(times)} retransmission${times === 1 ? '' : 's'}`;
}
