import { describe, expect, test } from '@jest/globals';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import type { EvidenceFile } from '../read-run.ts';
import { coverageOf, isWhole } from './coverage.ts';
import { renderCoverage } from './text.ts';
import { scenarioOf, sees, step, told } from './test-evidence.ts';

const FIN = [sees('server', 'ESTABLISHED'), sees('server', 'CLOSE_WAIT')];

function edge(number: number, ...run: EvidenceFile[]) {
  return coverageOf(run)['netns']?.edges[number - 1];
}

function state(name: TcpState, ...run: EvidenceFile[]) {
  return coverageOf(run)['netns']?.states.find((each) => each.state === name);
}

describe('an edge', () => {
  test('is proven where a scenario that declares it shows both states', () => {
    expect(edge(13, scenarioOf({ edge: 13 }, FIN))).toEqual({
      ...{ number: 13, from: ['ESTABLISHED'], to: 'CLOSE_WAIT', event: 'FIN' },
      ...{ source: 'RFC 9293 section 3.10.7.4', status: 'proven', known: 'seen' },
      ...{ shownFrom: ['ESTABLISHED'], evidence: ['13-passed/evidence.json'] },
    });
  });

  test('is only implied where no look showed one of its states', () => {
    const { file, evidence } = scenarioOf({ edge: 14 }, [
      sees('client', 'ESTABLISHED'),
      sees('client', 'FIN_WAIT2'),
    ]);
    const sockets = evidence.sockets.map((each) => ({
      ...each,
      states: each.states.toSpliced(1, 0, { state: 'FIN_WAIT1', known: 'implied' }),
    }));
    expect(edge(14, { file, evidence: { ...evidence, sockets } })).toMatchObject({
      status: 'proven',
      known: 'implied',
    });
  });

  test('begins before the first sighting of a socket, and ends after its last', () => {
    const listens = [sees('listener', 'LISTEN'), sees('listener', 'CLOSED')];
    expect(edge(1, scenarioOf({ edge: 1 }, listens))).toMatchObject({ status: 'proven' });
    expect(edge(3, scenarioOf({ edge: 3 }, listens))).toMatchObject({ status: 'proven' });
  });

  test('planted: without a scenario it is missing, whatever others show', () => {
    expect(edge(13, scenarioOf({ edge: 12 }, FIN))).toMatchObject({ status: 'missing' });
  });

  test('planted: a declaration alone proves nothing', () => {
    expect(edge(13, scenarioOf({ edge: 13 }, [sees('server', 'ESTABLISHED')]))).toEqual(
      expect.objectContaining({
        ...{ status: 'unproven', why: 'no socket is shown to go from ESTABLISHED to CLOSE_WAIT' },
        evidence: ['13-passed/evidence.json'],
      }),
    );
  });

  test('planted: two sockets are not one', () => {
    const apart = [sees('client', 'ESTABLISHED'), sees('server', 'CLOSE_WAIT')];
    expect(edge(13, scenarioOf({ edge: 13 }, apart))).toMatchObject({ status: 'unproven' });
  });

  test('planted: a look that shows a state between breaks it', () => {
    const detour = [sees('server', 'SYN_RECV'), sees('server', 'ESTABLISHED'), sees('server', 'CLOSE_WAIT')];
    expect(edge(24, scenarioOf({ edge: 24 }, detour))).toMatchObject({ status: 'unproven' });
  });

  test.each(['failed', 'running'] as const)(
    'planted: a scenario that is %s fails it, whatever another shows',
    (status) => {
      const [good, bad] = [scenarioOf({ edge: 13 }, FIN), scenarioOf({ edge: 13, status }, FIN)];
      expect(edge(13, good, bad)).toMatchObject({ status: 'failed', evidence: [bad.file] });
    },
  );

  test.each(['unproven', undefined] as const)(
    'planted: a scenario with the verdict %s proves nothing',
    (verdict) => {
      expect(edge(13, scenarioOf({ edge: 13, verdict }, FIN))).toMatchObject({ status: 'unproven' });
    },
  );

  test('that one of its states is enough for says which it was shown from', () => {
    const ends = [
      sees('client', 'ESTABLISHED'),
      told('client', 'error', { errno: 'ETIMEDOUT' }),
      sees('client', 'CLOSED'),
    ];
    expect(edge(30, scenarioOf({ edge: 30 }, ends))).toMatchObject({
      ...{ status: 'proven', shownFrom: ['ESTABLISHED'] },
    });
  });

  test('is refused where a listener was told so, and stayed', () => {
    const told5 = (errno: string) =>
      scenarioOf({ edge: 5 }, [sees('listener', 'LISTEN'), told('listener', 'error', { errno })]);
    expect(edge(5, told5('EISCONN'))).toMatchObject({ status: 'refused' });
    expect(edge(5, told5('EINVAL'))).toMatchObject({
      ...{ status: 'unproven', why: 'no socket in LISTEN is shown to be refused with EISCONN' },
    });
  });
});

describe('a state', () => {
  const STAYS = [sees('server', 'CLOSE_WAIT'), step('1 s'), step('2 s')];
  const HELD = { 'expect(lab).toHoldStates(client FIN_WAIT2, server CLOSE_WAIT)': 2 };
  const LET_GO = sees('server', 'LAST_ACK');

  test('is held and released', () => {
    const run = scenarioOf({ holds: 'CLOSE_WAIT', held: HELD }, [...STAYS, LET_GO]);
    expect(state('CLOSE_WAIT', run)).toEqual({
      state: 'CLOSE_WAIT',
      status: 'released',
      evidence: [run.file],
    });
  });

  test('planted: is only held where it never ended', () => {
    expect(state('CLOSE_WAIT', scenarioOf({ holds: 'CLOSE_WAIT', held: HELD }, STAYS))?.status).toBe('held');
  });

  test.each([
    ['of another socket', { 'expect(lab).toHoldStates(client CLOSE_WAIT)': 2 }],
    ['in another state', { 'expect(lab).toHoldStates(server ESTABLISHED)': 2 }],
    ['that it does not hold', { 'expect(lab).not.toHoldStates(server CLOSE_WAIT)': 2 }],
    ['of nothing', {}],
  ])('planted: an expectation %s', (_what, held) => {
    const run = scenarioOf({ holds: 'CLOSE_WAIT', held }, [...STAYS, LET_GO]);
    expect(state('CLOSE_WAIT', run)?.status).toBe('unproven');
  });

  test('planted: an expectation that it holds for less than two seconds', () => {
    const run = scenarioOf({ holds: 'CLOSE_WAIT', held: HELD, withinMs: 1_999 }, [...STAYS, LET_GO]);
    expect(state('CLOSE_WAIT', run)?.status).toBe('unproven');
  });

  test('planted: missing, and failed', () => {
    expect(state('CLOSING', scenarioOf({ holds: 'CLOSE_WAIT' }, []))?.status).toBe('missing');
    expect(state('CLOSING', scenarioOf({ holds: 'CLOSING', status: 'failed' }, []))?.status).toBe('failed');
  });
});

describe('the coverage', () => {
  test('is of each backend by itself, netns first', () => {
    const coverage = coverageOf([scenarioOf({ backend: 'docker' }, []), scenarioOf({ edge: 13 }, FIN)]);
    expect(Object.entries(coverage).map(([name, { covered }]) => [name, covered])).toEqual([
      ['netns', { edges: 1, states: 0 }],
      ['docker', { edges: 0, states: 0 }],
    ]);
    expect(Object.values(coverage).map(isWhole)).toEqual([false, false]);
  });

  test('is told in lines that say what is wrong', () => {
    const run = [
      scenarioOf({ edge: 13 }, FIN),
      scenarioOf({ edge: 25 }, FIN),
      scenarioOf({ edge: 3, status: 'failed' }, []),
    ];
    const text = Object.entries(coverageOf(run)).map(([name, each]) => renderCoverage(name, each));
    const [table = ''] = text;
    expect(table).toMatch(/^13 +ESTABLISHED → CLOSE_WAIT +FIN +.*proven.*13-passed\/evidence\.json/m);
    expect(table).toMatch(/^ 3 +LISTEN → CLOSED .*failed.*\n +`planted` failed$/m);
    expect(table).toMatch(
      /^25 +4 states → CLOSED .*unproven.*\n +no socket is shown to go from ESTABLISHED, /m,
    );
    expect(table).toMatch(/1 of 32 edges proven or refused, 0 of 11 states held and released \(netns\)$/);
  });
});
