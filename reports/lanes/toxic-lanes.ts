import type { Evidence } from '../../harness/model/evidence.ts';
import type { ApplicationObservation } from '../../harness/model/observation.ts';
import type { Bound, Lane, Mark, Span } from './lane.ts';
import { sinceBegin } from '../time-text.ts';
import { exactly } from './words.ts';

/** What is over as soon as it is done; everything else that a toxic does goes on. */
const AT_ONCE = /both ends$|half-closed$/;

const LEG = /:(?:client|server)-leg/;

/** A lane for each toxic of each connection through a proxy, as the proxy told of it. */
export function toxicLanes({ timeline, sockets }: Evidence, end: number): Lane[] {
  const told = timeline.filter((each) => each.probe === 'application').filter(({ kind }) => kind === 'toxic');
  const byToxic = Map.groupBy(told, (each) => `${connectionOf(each.socket)} ${typeOf(each)}`);
  return [...byToxic].map(([key, toxic]) => {
    const connection = connectionOf(toxic[0]?.socket ?? '');
    const last = endOf(connection, sockets, end);
    const lane = { name: toxic[0] ? typeOf(toxic[0]) : '', note: `toxic on ${connection}`, opens: false };
    const [spans, marks] = [toxicSpans(toxic, last), toxic.map(toxicMark)];
    return { key: `toxic ${key}`, group: 'faults', ...lane, spans, marks };
  });
}

/** `proxy`, `proxy/2`: both legs of a connection tell of its toxics. */
function connectionOf(socket: string): string {
  return socket.replace(LEG, '');
}

function typeOf({ detail = 'toxic' }: ApplicationObservation): string {
  return detail.replace(/:.*$/, '');
}

/** When nothing of the connection's legs is left. */
function endOf(connection: string, sockets: Evidence['sockets'], end: number): Bound {
  const ends = sockets
    .filter(({ name }) => LEG.test(name) && connectionOf(name) === connection)
    .map(({ transitions }) => transitions.at(-1));
  const isGone = ends.length > 0 && ends.every((last) => last?.to === 'CLOSED');
  return isGone ? exactly(Math.max(...ends.map((last) => last?.at ?? 0))) : exactly(end, 'end');
}

/** From when the toxic was first told of, fading from when it was last: nobody tells when it does no more. */
function toxicSpans(told: readonly ApplicationObservation[], end: Bound): Span[] {
  const lasting = told.filter(({ detail = '' }) => !AT_ONCE.test(detail));
  const [first, last] = [lasting[0], lasting.at(-1)];
  if (!first || !last) return [];
  const at = Math.max(end.at, last.at);
  const to: Bound = { at, soft: last.at, earliest: last.at, latest: at, known: end.known };
  const words =
    `Toxic ${first.detail ?? ''}, told of from ${sinceBegin(first.at)} to ${sinceBegin(last.at)}. The proxy does ` +
    `not tell when that ends: drawn as far as its connection lasts, ${sinceBegin(at)}`;
  return [{ from: exactly(first.at), to, look: { kind: 'fault' }, label: whatOf(first), words }];
}

function whatOf({ detail = 'toxic' }: ApplicationObservation): string {
  return detail.replace(/^[^:]*: /, '');
}

function toxicMark(told: ApplicationObservation): Mark {
  const { at, socket, detail = 'toxic' } = told;
  const label = `${socket.replace(/^.*:/, '')}: ${whatOf(told)}`;
  return { at, kind: 'event', label, words: `Toxic ${detail}, told of by ${socket} at ${sinceBegin(at)}` };
}
