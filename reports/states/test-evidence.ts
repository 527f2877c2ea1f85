import type { Evidence, SocketEvidence } from '../../harness/model/evidence.ts';
import type { Observation, WireObservation } from '../../harness/model/observation.ts';
import type { TcpFlag } from '../../harness/model/segment.ts';
import type { SocketRow } from '../../harness/model/socket-row.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import type { WireVerdict } from '../../harness/model/wire.ts';
import { evidenceOf, step, told } from '../fidelity/test-evidence.ts';
import type { EvidenceFile } from '../read-run.ts';

export { step, told };

type Name = 'client' | 'server' | 'next' | 'listener';

const CLIENT = { address: '10.64.0.3', port: 40_000 };
const SERVER = { address: '10.64.0.2', port: 7000 };
const ENDS = {
  client: { local: CLIENT, peer: SERVER },
  server: { local: SERVER, peer: CLIENT },
  next: { local: SERVER, peer: CLIENT },
  listener: { local: SERVER, peer: { address: '0.0.0.0', port: 0 } },
};

/** A look showed a socket in that state; with how long its time-wait timer still runs. `next` has the ends of `server`. */
export function sees(socket: Name, state: TcpState, timewaitMs?: number): Observation {
  const timer = { name: 'timewait' as const, remainingMs: timewaitMs ?? 0, retransmits: 0 };
  const row = timewaitMs === undefined ? undefined : ({ state, ...ENDS[socket], timer } as SocketRow);
  return { probe: 'ss', at: 0, before: 0, began: 0, host: 'host', socket, state, ...ENDS[socket], row };
}

/** The wire told of a segment to that socket from the other end of its connection. */
export function segment(
  to: 'client' | 'server',
  flags: readonly TcpFlag[],
  verdict: WireVerdict,
): WireObservation {
  const { local, peer } = ENDS[to];
  const numbers = { segment: 1, seq: 0, ack: 0, length: 0 };
  return {
    probe: 'wire',
    at: 0,
    host: 'host',
    sender: 'host',
    verdict,
    flags,
    from: peer,
    to: local,
    ...numbers,
  };
}

/** How far apart two observations of a planted timeline are, in milliseconds. */
const APART_MS = 1_000;

interface Planted extends Partial<Pick<Evidence, 'status' | 'verdict' | 'backend' | 'sockets'>> {
  readonly edge?: number;
  readonly holds?: TcpState;
  readonly counters?: Readonly<Record<string, number>>;
  /** What held, and after how many observations. */
  readonly held?: Readonly<Record<string, number>>;
  /** How long each of these was given, in milliseconds. */
  readonly withinMs?: number;
}

/** The evidence of a scenario in which these observations were made one after the other. */
export function scenarioOf(planted: Planted, timeline: readonly Observation[]): EvidenceFile {
  const { edge, holds, counters = {}, held = {}, withinMs = 2_000, ...more } = planted;
  const timed = timeline.map((each, index): Observation => {
    // One look shows that a socket is gone and that the next has its ends.
    const isSameLook = each.probe === 'ss' && each.socket === 'next';
    const at = (isSameLook ? index - 1 : index) * APART_MS;
    return { ...each, at, ...(each.probe === 'ss' ? { began: at - 1 } : {}) };
  });
  const base = evidenceOf('planted', timed);
  const file = `${edge ?? holds ?? 'none'}-${more.status ?? 'passed'}/evidence.json`;
  const declared = { ...(edge === undefined ? {} : { edge }), ...(holds === undefined ? {} : { holds }) };
  const evidence = {
    ...base,
    scenario: { name: 'planted', file: 'scenarios/planted.test.ts', ...declared },
    hosts: base.hosts.map((host) => ({ ...host, counters })),
    sockets: (['client', 'server', 'next', 'listener'] as const).map((name) => socketOf(name, timed)),
    expectations: Object.entries(held).map(([text, after]) => ({
      ...{ at: after * APART_MS, text, verdict: 'held' as const, received: '', withinMs },
    })),
    ...more,
  };
  return { file, evidence };
}

function socketOf(name: Name, timeline: readonly Observation[]): SocketEvidence {
  const looks = timeline.flatMap((each) => (each.probe === 'ss' && each.socket === name ? [each.state] : []));
  const states = looks.filter((state, index) => state !== looks[index - 1]);
  return {
    name,
    role: name === 'next' ? 'server' : name,
    host: 'host',
    ...ENDS[name],
    states: states.map((state) => ({ state, known: 'seen' })),
    transitions: [],
  };
}
