import type { Evidence, SocketEvidence } from '../../harness/model/evidence.ts';
import type {
  ApplicationObservation,
  Observation,
  WireObservation,
} from '../../harness/model/observation.ts';
import type { SocketAddress } from '../../harness/model/socket-row.ts';
import type { Change } from './changes.ts';

/** Questions to a scenario's evidence about what happened around a change of one of its sockets. */

/** Whether it was between the change's moments, as far as its host's clock is known. */
export function isMeanwhile(
  { at }: Observation,
  evidence: Evidence,
  { after, until, socket }: Change,
): boolean {
  const uncertainty = hostOf(evidence, socket)?.clock.uncertaintyMs ?? 0;
  return at >= after - uncertainty && at <= until + uncertainty;
}

/** Whether the scenario had its application do one of these meanwhile, such as `close`. */
export function did(evidence: Evidence, change: Change, ...what: readonly string[]): boolean {
  const calls = what.map((each) => `${change.socket.name}.${each}(`);
  return evidence.timeline.some(
    (each) =>
      each.probe === 'step' &&
      calls.some((call) => each.text.startsWith(call)) &&
      isMeanwhile(each, evidence, change),
  );
}

/** What the socket's application was told of, in order. */
export function toldOf(
  { timeline }: Evidence,
  { socket }: Change,
  kind: ApplicationObservation['kind'],
): ApplicationObservation[] {
  return timeline.filter(
    (each): each is ApplicationObservation =>
      each.probe === 'application' && each.kind === kind && each.socket === socket.name,
  );
}

/** Whether its application was given one of these errors: it may not learn of it before it uses the socket again. */
export function failedWith(evidence: Evidence, change: Change, ...errnos: readonly string[]): boolean {
  return toldOf(evidence, change, 'error').some(
    ({ at, errno }) => at >= change.after && errnos.includes(errno ?? ''),
  );
}

/** How far that counter of the socket's kernel moved in the whole scenario. */
export function counted(evidence: Evidence, { socket }: Change, counter: string): number {
  return hostOf(evidence, socket)?.counters[counter] ?? 0;
}

/** The segments of its connection that the wire told of, to it or from it. */
export function segments(
  { timeline }: Evidence,
  { look: { local, peer } }: Change,
  direction: 'to' | 'from',
): WireObservation[] {
  const [from, to] = direction === 'to' ? [peer, local] : [local, peer];
  return timeline.filter(
    (each): each is WireObservation =>
      each.probe === 'wire' && isSame(each.from, from) && isSame(each.to, to),
  );
}

/** The socket at the other end. */
export function peerOf({ sockets }: Evidence, { look: { local, peer } }: Change): SocketEvidence | undefined {
  return sockets.find(
    (other) => other.local && other.peer && isSame(other.local, peer) && isSame(other.peer, local),
  );
}

export function passed(socket: SocketEvidence | undefined, state: string): boolean {
  return socket?.states.some((each) => each.state === state) ?? false;
}

/** Whether there is a listener on its own port, in LISTEN when the change was seen. */
export function isListening({ timeline }: Evidence, { socket, look, until }: Change): boolean {
  const last = timeline.findLast(
    (each) =>
      each.probe === 'ss' &&
      each.at <= until &&
      each.host === socket.host &&
      each.local.port === look.local.port &&
      each.peer.port === 0,
  );
  return last?.probe === 'ss' && last.state === 'LISTEN';
}

function hostOf({ hosts }: Evidence, { host }: SocketEvidence) {
  return hosts.find(({ name }) => name === host);
}

function isSame(a: SocketAddress, b: SocketAddress): boolean {
  return a.address === b.address && a.port === b.port;
}
