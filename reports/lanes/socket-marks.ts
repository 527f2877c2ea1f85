import type { Observation, TraceObservation } from '../../harness/model/observation.ts';
import { applicationMark } from './application-mark.ts';
import type { Mark } from './lane.ts';
import { mergeReads, type Read } from './merge-reads.ts';
import { sinceBegin } from '../time-text.ts';

/** What happened to one socket besides its states: calls of the scenario, what its application saw, RSTs, repetitions. */
export function socketMarks(name: string, observations: readonly Observation[]): Mark[] {
  return mergeReads(observations.flatMap((each) => readOf(name, each)));
}

function readOf(name: string, observation: Observation): Read[] {
  if (observation.probe === 'step') return [callMark(name, observation)];
  if (observation.probe === 'trace') return traceMark(name, observation);
  if (observation.probe !== 'application') return [];
  const { bytes } = observation;
  return applicationMark(observation).map((mark) => ({ ...mark, bytes }));
}

/** `client.sendFin()` stands in the client's lane as `sendFin()`. */
function callMark(name: string, { at, text }: { readonly at: number; readonly text: string }): Mark {
  const label = text.slice(name.length + 1);
  return { at, kind: 'call', label, words: `The scenario calls ${text} at ${sinceBegin(at)}` };
}

/** RSTs and repetitions as the kernel's trace tells of them; `name`: the socket, or the host where no socket was concerned. */
export function traceMark(name: string, observation: TraceObservation): Mark[] {
  const { at, kind } = observation;
  const when = `at ${sinceBegin(at)} (kernel’s trace)`;
  if (kind === 'state') return [];
  if (kind === 'reset-sent') {
    const { reason, by } = observation;
    const why = reason === undefined ? '' : `, reason ${reason}`;
    return [
      { at, kind: 'reset', label: 'RST sent', words: `${name} sends RST${why}, made by ${BY[by]}, ${when}` },
    ];
  }
  if (kind === 'reset-received')
    return [{ at, kind: 'reset', label: 'RST', words: `${name} takes a RST ${when}` }];
  const times = observation.times ?? 1;
  const label = times === 1 ? 'again' : `again × ${String(times)}`;
  const what = times === 1 ? 'a segment' : `${String(times)} SYN-ACKs`;
  return [{ at, kind: 'again', label, words: `${name} sends ${what} once more ${when}` }];
}

const BY = { application: 'its application', timer: 'a timer', segment: 'a segment that came in' } as const;
