import type { SocketForm } from '../../harness/model/transition.ts';
import { sinceBegin } from '../time-text.ts';
import type { Bound } from './lane.ts';

/** `+404.1 ms (kernel’s trace)`, `some moment between +400.0 ms and +404.1 ms (looks of ss)`. */
export function boundWords({ at, earliest, latest, known }: Bound): string {
  if (known === 'end') return `the end of the scenario, ${sinceBegin(at)}`;
  const when =
    earliest === latest
      ? sinceBegin(at)
      : `some moment between ${sinceBegin(earliest)} and ${sinceBegin(latest)}`;
  if (known === 'implied') return `${when} (seen by no probe, and certain: every way leads through it)`;
  if (known === 'traced') return `${when} (kernel’s trace)`;
  return `${when} (looks of ss)`;
}

const FORMS: Readonly<Record<SocketForm, string>> = {
  socket: '',
  request: ', half open: a request at its listener, no socket yet',
  timewait: ', a mini-socket',
  orphan: ', an orphan: no descriptor refers to it',
};

export function formWords(form: SocketForm): string {
  return FORMS[form];
}

/** A moment that is known. */
export function exactly(at: number, known: Bound['known'] = 'traced'): Bound {
  return { at, soft: at, earliest: at, latest: at, known };
}
