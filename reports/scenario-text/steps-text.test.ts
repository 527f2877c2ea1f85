import { expect, test } from '@jest/globals';
import type { SocketEvidence } from '../../harness/model/evidence.ts';
import type { Observation } from '../../harness/model/observation.ts';
import { stepsText } from './steps-text.ts';

function socket(name: string, role: SocketEvidence['role'] = 'client'): SocketEvidence {
  return { name, role, host: 'client', local: undefined, peer: undefined, states: [], transitions: [] };
}

function established(name: string, at: number): Observation {
  const ends = { local: { address: '10.0.0.2', port: 5 }, peer: { address: '10.0.0.1', port: 7 } };
  return {
    probe: 'ss',
    host: 'client',
    socket: name,
    at,
    before: 0,
    began: 0,
    ...ends,
    state: 'ESTABLISHED',
  };
}

const STEP = { probe: 'step', at: 41.4, text: 'client.close()' } as const;

test('a column a socket, none for a listener', () => {
  const sockets = [socket('one'), socket('two'), socket('door', 'listener')];
  const timeline = [STEP, established('two', 50), established('door', 60)];
  expect(stepsText({ sockets, timeline })).toBe(
    '+41 ms    — client.close()\n+50 ms                     two ESTABLISHED',
  );
});

test('of many sockets each line tells its own behind each other', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const timeline = [STEP, established('a', 50), established('g', 50)];
  expect(stepsText({ sockets: names.map((name) => socket(name)), timeline })).toBe(
    '+41 ms    — client.close()\n+50 ms    a ESTABLISHED   g ESTABLISHED',
  );
});
