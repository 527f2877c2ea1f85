import type { SocketForm } from '../../harness/model/transition.ts';
import type { Bound } from './lane.ts';

/** From here on a time is told in seconds. */
const SECONDS_FROM_MS = 10_000;

/** `+404.1 ms`, `+61.88 s`: since the scenario began. */
export function sinceBegin(at: number): string {
  return Math.abs(at) < SECONDS_FROM_MS ? `+${at.toFixed(1)} ms` : `+${(at / 1000).toFixed(2)} s`;
}

/** `31 µs`, `4.2 ms`, `1.24 s`. */
export function lasting(ms: number): string {
  if (ms < 1) return `${String(Math.round(ms * 1000))} µs`;
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

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
