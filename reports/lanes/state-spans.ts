import type { SocketEvidence } from '../../harness/model/evidence.ts';
import type { Sighting } from '../../harness/model/observation.ts';
import type { Transition } from '../../harness/model/transition.ts';
import type { Bound, Known, Span } from './lane.ts';
import { lasting } from '../time-text.ts';
import { boundWords, exactly, formWords } from './words.ts';

/** The states of one socket until the scenario's end. CLOSED is none: the socket is not there, or not there any more. */
export function stateSpans(
  { name, transitions }: Pick<SocketEvidence, 'name' | 'transitions'>,
  sightings: readonly Sighting[],
  end: number,
): Span[] {
  const bounds = boundsOf(transitions, sightings);
  return transitions.flatMap((transition, index) => {
    const from = bounds[index];
    if (!from || transition.to === 'CLOSED') return [];
    const to = bounds[index + 1] ?? exactly(Math.max(end, from.latest), 'end');
    return [stateSpan(name, transition, from, to)];
  });
}

function stateSpan(name: string, transition: Transition, from: Bound, to: Bound): Span {
  const { to: state, form } = transition;
  const known = knownOf(transition);
  const lasted = to.known === 'end' ? '' : `, ${lasting(to.at - from.at)}`;
  return {
    ...{ from, to, look: { kind: 'state', state, known, form }, label: state },
    words: `${name} ${state}${formWords(form)}, from ${boundWords(from)} to ${boundWords(to)}${lasted}`,
  };
}

function knownOf({ seenBy }: Transition): Known {
  if (seenBy.includes('trace')) return 'traced';
  return seenBy.length > 0 ? 'sampled' : 'implied';
}

/** When each change was. */
function boundsOf(transitions: readonly Transition[], sightings: readonly Sighting[]): Bound[] {
  const bounds: Bound[] = [];
  while (bounds.length < transitions.length) {
    const changes = toldTogether(transitions.slice(bounds.length));
    const after = bounds.at(-1)?.latest ?? 0;
    bounds.push(...boundsTogether(changes, earliestOf(changes, sightings, after), after));
  }
  return bounds;
}

/**
 * Several changes that one look told of lie between that look and the one before, in their order; nobody knows where,
 * and they are drawn evenly.
 */
function boundsTogether(changes: readonly Transition[], earliest: number, after: number): Bound[] {
  const latest = Math.max(changes[0]?.at ?? 0, after);
  const apart = (latest - earliest) / changes.length;
  return changes.map((change, index) => {
    const soft = earliest + apart * index;
    const at = index === changes.length - 1 ? latest : soft + apart;
    return { at, soft, earliest, latest, known: knownOf(change) };
  });
}

/** The first change, and those after it that the same look told of. */
function toldTogether(transitions: readonly Transition[]): Transition[] {
  const [first, ...rest] = transitions;
  if (!first) return [];
  if (knownOf(first) === 'traced') return [first];
  const other = rest.findIndex((each) => each.at !== first.at || knownOf(each) === 'traced');
  return [first, ...rest.slice(0, other < 0 ? rest.length : other)];
}

/**
 * The look before the one that told, but never before the change before. No look ended when the change was: its moment
 * is the trace's, as where a full socket turns into a mini-socket.
 */
function earliestOf(changes: readonly Transition[], sightings: readonly Sighting[], after: number): number {
  const [first] = changes;
  const at = Math.max(first?.at ?? 0, after);
  if (!first || knownOf(first) === 'traced') return at;
  const look = sightings.find((each) => each.at === first.at);
  return look ? Math.min(at, Math.max(look.before, after)) : at;
}
