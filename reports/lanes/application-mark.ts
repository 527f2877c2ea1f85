import type { ApplicationObservation } from '../../harness/model/observation.ts';
import type { Mark } from './lane.ts';
import { sinceBegin } from '../time-text.ts';

/** What an application sees, and how that is said of it: in a word or two, and in a sentence. */
type Saying = readonly [kind: Mark['kind'], label: string, sentence: string];

/** A toxic has a lane of its own, and makes no mark here. */
export function applicationMark(event: ApplicationObservation): Mark[] {
  const saying = event.kind === 'toxic' ? undefined : sayingOf(event);
  if (!saying) return [];
  const [kind, label, sentence] = saying;
  const { at, socket, detail } = event;
  const more = detail === undefined || event.kind === 'error' ? '' : ` (${detail})`;
  return [{ at, kind, label, words: `${socket}: the application ${sentence} at ${sinceBegin(at)}${more}` }];
}

function sayingOf({ kind, bytes = 0, errno = 'error', syscall }: ApplicationObservation): Saying | undefined {
  if (kind === 'data') return ['data', `reads ${String(bytes)} B`, `reads ${String(bytes)} bytes`];
  if (kind === 'error')
    return ['error', errno, `gets ${errno}${syscall === undefined ? '' : ` in ${syscall}`}`];
  return SAYINGS[kind];
}

const SAYINGS: Readonly<Partial<Record<ApplicationObservation['kind'], Saying>>> = {
  listening: ['event', 'listens', 'listens'],
  connecting: ['event', 'connects', 'calls connect'],
  connected: ['event', 'connected', 'is told that it is connected'],
  accepted: ['event', 'accepted', 'accepts the connection'],
  fin: ['end', 'reads the end', 'reads the end of what its peer sends'],
  'sent-fin': ['end', 'ended its half', 'has ended its half'],
  closed: ['event', 'closed', 'has closed the socket'],
  'refused-connection': ['event', 'refuses', 'refuses a connection'],
  'toxiproxy-ended': ['error', 'Toxiproxy ended', 'is gone: Toxiproxy has ended'],
};
