import { EVIDENCE_SCHEMA, type Evidence, type SocketEvidence } from '../../harness/model/evidence.ts';
import type { Observation } from '../../harness/model/observation.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import { AT_REST } from './words.ts';

const address = { address: '10.64.0.2', port: 7000 };
const host = 'host';

export const step = (text: string): Observation => ({ probe: 'step', at: 0, text });
export const rest = step(AT_REST);

export function sees(socket: string, state: TcpState): Observation {
  return { probe: 'ss', at: 0, before: 0, began: 0, host, socket, local: address, peer: address, state };
}

export function told(
  socket: string,
  kind: 'fin' | 'error' | 'data',
  more: { errno?: string; bytes?: number } = {},
): Observation {
  return { probe: 'application', at: 0, host, socket, kind, ...more };
}

/** The evidence of a scenario of the matrix: what came about, in its order. */
export function evidenceOf(
  name: string,
  timeline: readonly Observation[],
  more: Partial<Evidence> = {},
): Evidence {
  const versions = { kernel: '6.18.44-some-vendor', node: 'v24.0.0' };
  return {
    ...{ schema: EVIDENCE_SCHEMA, backend: 'netns', status: 'passed', verdict: 'held', seed: 1 },
    ...{ durationMs: 1, faults: [] },
    ...{ startedAt: '2026-01-01T00:00:00.000Z', environment: {}, error: undefined, teardownErrors: [] },
    scenario: { name, file: 'scenarios/fidelity/x.test.ts' },
    hosts: [
      {
        ...{ name: host, ipv4: '', ipv6: '', identity: {}, sysctls: {}, versions },
        ...{ counters: {}, countingBegan: 0, countedAt: 0 },
        ...{ clock: { offsetMs: 0, uncertaintyMs: 0 }, looks: { count: 1, errors: 0 }, toxiproxy: false },
        capture: { state: 'on', packets: 0, dropped: 0, leftOut: 0, realtimeAheadMs: 0 },
        endedSockets: { state: 'on' },
      },
    ],
    sockets: [socket('client'), socket('server')],
    ...{ expectations: [], claims: [], programs: [] },
    timeline,
    disagreements: [],
    trace: { state: 'on', why: undefined, events: 0, instance: undefined },
    ...more,
  };
}

export function socket(name: 'client' | 'server'): SocketEvidence {
  return { name, role: name, host, local: address, peer: address, states: [], transitions: [] };
}
