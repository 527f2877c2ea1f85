import type { SocketEvidence, SocketRole } from '../../harness/model/evidence.ts';
import type { ApplicationObservation, Observation, Sighting } from '../../harness/model/observation.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import type { Transition } from '../../harness/model/transition.ts';

const ANY = { address: '', port: 0 };

/** A change that the kernel traced. */
export function traced(at: number, to: TcpState): Transition {
  return { at, from: 'CLOSED', to, form: 'socket', seenBy: ['trace'], missedBy: [] };
}

/** A change that only a look showed, which ended then. */
export function sampled(at: number, to: TcpState): Transition {
  return { ...traced(at, to), form: to === 'TIME_WAIT' ? 'timewait' : 'socket', seenBy: ['ss'] };
}

/** A change that no probe saw. */
export function implied(at: number, to: TcpState): Transition {
  return { ...traced(at, to), seenBy: [] };
}

export function look(socket: string, before: number, at: number, state: TcpState): Sighting {
  return { probe: 'ss', host: 'host', socket, before, began: before, at, local: ANY, peer: ANY, state };
}

export function step(at: number, text: string): Observation {
  return { probe: 'step', at, text };
}

export function told(
  socket: string,
  at: number,
  kind: ApplicationObservation['kind'],
  more: Partial<ApplicationObservation> = {},
): ApplicationObservation {
  return { probe: 'application', host: 'host', socket, at, kind, ...more };
}

/** A socket with these ports at its ends; without a second one it listens. */
export function socketOf(
  name: string,
  role: SocketRole,
  ports: readonly [own: number, peer?: number],
  transitions: readonly Transition[] = [],
): SocketEvidence {
  const [own, peer = 0] = ports;
  const end = (port: number) => ({ address: '10.0.0.1', port });
  return { name, role, host: 'host', local: end(own), peer: end(peer), states: [], transitions };
}
