import type { Probe, Sighting, TracedChange } from '../model/observation.ts';
import type { TcpState } from '../model/tcp-state.ts';
import type { SocketForm, Transition } from '../model/transition.ts';
import type { KnownState } from './socket-track.ts';

const MISSED_BY_LOOKS: Transition['missedBy'] = [{ probe: 'ss', why: 'it was between two looks' }];

const UNTRACED: Readonly<Partial<Record<SocketForm, string>>> = {
  request: 'a half-open request is no socket yet',
  timewait: 'to the trace, a socket that turns into TIME_WAIT is CLOSED',
  orphan: 'the end of a mini-socket is no event',
  socket: 'the end of a mini-socket is no event',
};

/**
 * One socket's transitions from what the kernel traced and what looks showed. The trace says every change of a full
 * socket and when it was; looks say what becomes of it as a mini-socket, which is CLOSED to the trace.
 */
export function mergeTransitions(
  traced: readonly TracedChange[],
  sightings: readonly Sighting[],
): Transition[] {
  let merged = traced.map(fromTrace);
  for (const sighting of sightings) merged = weave(merged, sighting);
  return merged;
}

/** The transitions that looks alone show, with those that are certain because every way between two looks has them. */
export function transitionsOfLooks(
  path: readonly KnownState[],
  sightings: readonly Sighting[],
): Transition[] {
  const looks = sightings.filter(({ state }, index) => state !== sightings[index - 1]?.state);
  let from: TcpState = 'CLOSED';
  return path.map(({ state, known }) => {
    const look = known === 'seen' ? looks.shift() : looks[0];
    const transition: Transition = {
      ...{ at: look?.at ?? 0, from, to: state, form: look && known === 'seen' ? formOf(look) : 'socket' },
      ...(known === 'seen' ? seenBy('ss') : { seenBy: [], missedBy: MISSED_BY_LOOKS }),
    };
    from = state;
    return transition;
  });
}

/** What the kernel keeps it as: a mini-socket has no buffers (ss -m) and no descriptor. */
function formOf({ state, row }: Sighting): SocketForm {
  if (state === 'TIME_WAIT') return 'timewait';
  if (row?.timer?.name === 'timewait') return 'orphan';
  return state === 'SYN_RECV' && row?.inode === 0 && row.memory === undefined ? 'request' : 'socket';
}

function fromTrace({ at, from, to }: TracedChange): Transition {
  // A child begins as a copy of its listener (inet_csk_clone_lock).
  const start = from === 'LISTEN' && to !== 'CLOSED' ? 'CLOSED' : from;
  return { at, from: start, to, form: 'socket', seenBy: ['trace'], missedBy: MISSED_BY_LOOKS };
}

/** Adds what one look showed. What fits nowhere is left out here: it is a contradiction, which is told elsewhere. */
function weave(merged: readonly Transition[], sighting: Sighting): Transition[] {
  const { state } = sighting;
  const form = formOf(sighting);
  const last = merged.at(-1);
  const before = merged.slice(0, -1);
  if (form === 'orphan' && last?.to === 'CLOSED' && last.from === 'FIN_WAIT2')
    return before.map((each) => (each.to === state ? confirmed({ ...each, form }) : each));
  if (form === 'timewait' && last?.to === 'CLOSED' && !last.seenBy.includes('ss'))
    return [...before, shownAt(sighting, last.from, last.at)];
  if (merged.some((each) => each.to === state))
    return merged.map((each) => (each.to === state ? confirmed(each) : each));
  if (form === 'request') return [shownAt(sighting, 'CLOSED'), ...merged];
  const mini = last?.form === 'timewait' || last?.form === 'orphan';
  return mini && (state === 'CLOSED' || form === 'timewait')
    ? [...merged, shownAt(sighting, last.to)]
    : [...merged];
}

function confirmed(transition: Transition): Transition {
  if (transition.seenBy.includes('ss')) return transition;
  return {
    ...transition,
    seenBy: [...transition.seenBy, 'ss'],
    missedBy: transition.missedBy.filter(({ probe }) => probe !== 'ss'),
  };
}

function shownAt(sighting: Sighting, from: TcpState, at = sighting.at): Transition {
  const form = formOf(sighting);
  const missedBy = [{ probe: 'trace' as const, why: UNTRACED[form] ?? '' }];
  return { at, from, to: sighting.state, form, seenBy: ['ss'], missedBy };
}

function seenBy(...probes: Probe[]): Pick<Transition, 'seenBy' | 'missedBy'> {
  return { seenBy: probes, missedBy: [] };
}
