import type { Evidence, SocketEvidence } from '../../harness/model/evidence.ts';
import type { Sighting } from '../../harness/model/observation.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';

/** That a socket went from one state to another with none between that a look shows, or that it stayed in one. */
export interface Change {
  readonly socket: SocketEvidence;
  readonly from: TcpState;
  readonly to: TcpState;
  /** `implied`: no look showed one of the two, but the state machine leaves no other way. */
  readonly known: 'seen' | 'implied';
  /** It came about between these moments, in milliseconds since the scenario began. */
  readonly after: number;
  readonly until: number;
  /** The last look at the socket before it; undefined where none had shown the socket. */
  readonly before: Sighting | undefined;
  /** A look at the same connection: its ends. */
  readonly look: Sighting;
}

/** Every change of every socket. CLOSED is before its first sighting, and after it has gone. */
export function changesOf(evidence: Evidence): Change[] {
  return evidence.sockets.flatMap((socket) => changesOfSocket(socket, firstLooks(evidence, socket)));
}

/** Every state that a look showed, for as long as none showed another. */
export function staysOf(evidence: Evidence): Change[] {
  return evidence.sockets.flatMap((socket) => {
    const looks = firstLooks(evidence, socket);
    return looks.map((look, index) => ({
      ...{ socket, from: look.state, to: look.state, known: 'seen' as const },
      ...{ after: look.began, until: looks[index + 1]?.at ?? Infinity, before: look, look },
    }));
  });
}

function changesOfSocket(socket: SocketEvidence, looks: readonly Sighting[]): Change[] {
  const changes: Change[] = [];
  let last: SocketEvidence['states'][number] = { state: 'CLOSED', known: 'seen' };
  let shown = 0;
  for (const next of socket.states) {
    // The look that showed the next state, or the first state after those that are only implied.
    const [before, look] = [looks[shown - 1], looks[shown]];
    if (look && last.state !== next.state) {
      const known = last.known === 'seen' && next.known === 'seen' ? 'seen' : 'implied';
      const when = { after: before?.began ?? -Infinity, until: look.at };
      changes.push({ socket, from: last.state, to: next.state, known, ...when, before, look });
    }
    if (next.known === 'seen') shown++;
    last = next;
  }
  return changes;
}

/** The first look at a socket that showed each of its states. */
function firstLooks({ timeline }: Evidence, { name }: SocketEvidence): Sighting[] {
  const looks = timeline.filter(
    (each): each is Sighting => each.probe === 'ss' && 'socket' in each && each.socket === name,
  );
  return looks.filter(({ state }, index) => state !== looks[index - 1]?.state);
}
