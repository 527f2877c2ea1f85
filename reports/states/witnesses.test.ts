import { describe, expect, test } from '@jest/globals';
import { EDGES, type Edge } from '../../harness/model/edges.ts';
import type { Observation } from '../../harness/model/observation.ts';
import { judgeEdge } from './judge-edge.ts';
import { scenarioOf, sees, segment, step, told } from './test-evidence.ts';
import { WITNESSES } from './witnesses.ts';

type Planted = Parameters<typeof scenarioOf>[0];

/** What shows an edge, as a list of observations of which each is needed, and what else the evidence tells. */
interface Shown extends Pick<Planted, 'counters' | 'held'> {
  readonly edge: number;
  readonly seen: readonly Observation[];
  /** Takes the proof away. */
  readonly without?: Observation;
  /** Spoils the proof where it comes before the last look. */
  readonly spoiledBy?: Observation;
}

const REFUSED = told('client', 'error', { errno: 'ECONNREFUSED' });
const ACK_LOST = segment('server', ['ACK'], 'dropped');
const FORGED = step('wire: forged SYN, seq 5, as if from client-host');
const CLOSE = step('client.close()');

const SHOWN: readonly Shown[] = [
  {
    edge: 4,
    without: sees('listener', 'LISTEN'),
    spoiledBy: sees('listener', 'CLOSED'),
    seen: [sees('listener', 'LISTEN'), sees('server', 'SYN_RECV')],
  },
  {
    edge: 6,
    without: CLOSE,
    spoiledBy: REFUSED,
    seen: [sees('client', 'SYN_SENT'), CLOSE, sees('client', 'CLOSED')],
  },
  {
    edge: 8,
    without: sees('server', 'SYN_RECV'),
    spoiledBy: sees('server', 'SYN_SENT'),
    seen: [sees('client', 'SYN_SENT'), sees('server', 'SYN_RECV'), sees('client', 'ESTABLISHED')],
  },
  {
    edge: 10,
    without: CLOSE,
    spoiledBy: { ...told('client', 'fin'), kind: 'connected' } as Observation,
    seen: [sees('client', 'SYN_RECV'), CLOSE, sees('client', 'FIN_WAIT1')],
  },
  {
    edge: 11,
    counters: { 'TcpExt.EmbryonicRsts': 1 },
    without: sees('listener', 'LISTEN'),
    spoiledBy: sees('listener', 'CLOSED'),
    seen: [sees('listener', 'LISTEN'), sees('server', 'SYN_RECV'), sees('server', 'CLOSED')],
  },
  {
    edge: 16,
    without: segment('client', ['ACK'], 'dropped'),
    seen: [
      sees('server', 'CLOSE_WAIT'),
      sees('client', 'FIN_WAIT1'),
      segment('client', ['ACK'], 'dropped'),
      sees('client', 'TIME_WAIT'),
    ],
  },
  {
    edge: 20,
    without: sees('client', 'TIME_WAIT'),
    spoiledBy: segment('server', ['RST'], 'forged'),
    seen: [sees('server', 'LAST_ACK'), sees('client', 'TIME_WAIT'), sees('server', 'CLOSED')],
  },
  {
    edge: 21,
    without: step('1 s'),
    seen: [sees('client', 'TIME_WAIT', 2_000), step('1 s'), sees('client', 'CLOSED')],
  },
  { edge: 22, without: REFUSED, seen: [sees('client', 'SYN_SENT'), REFUSED, sees('client', 'CLOSED')] },
  {
    edge: 23,
    without: sees('client', 'SYN_SENT'),
    seen: [
      sees('client', 'SYN_SENT'),
      sees('client', 'SYN_RECV'),
      segment('client', ['RST'], 'forged'),
      sees('client', 'CLOSED'),
    ],
  },
  { edge: 24, without: ACK_LOST, seen: [sees('server', 'SYN_RECV'), ACK_LOST, sees('server', 'CLOSE_WAIT')] },
  {
    edge: 27,
    counters: { 'TcpExt.TCPSYNChallenge': 1 },
    held: { 'expect(lab).toHoldStates(client ESTABLISHED)': 3 },
    without: FORGED,
    seen: [sees('client', 'ESTABLISHED'), FORGED],
  },
  {
    edge: 30,
    without: told('client', 'error', { errno: 'ETIMEDOUT' }),
    spoiledBy: segment('client', ['RST'], 'released'),
    seen: [
      sees('client', 'ESTABLISHED'),
      told('client', 'error', { errno: 'ETIMEDOUT' }),
      sees('client', 'CLOSED'),
    ],
  },
  {
    edge: 28,
    without: sees('server', 'CLOSED'),
    seen: [sees('server', 'TIME_WAIT'), sees('server', 'CLOSED'), sees('next', 'SYN_RECV')],
  },
  {
    edge: 31,
    without: segment('server', ['ACK'], 'dropped'),
    spoiledBy: segment('server', ['RST'], 'forged'),
    seen: [
      sees('server', 'LAST_ACK'),
      sees('client', 'TIME_WAIT', 59_000),
      segment('server', ['ACK'], 'dropped'),
      sees('client', 'TIME_WAIT', 60_000),
      sees('server', 'CLOSED'),
    ],
  },
  {
    edge: 31,
    without: segment('client', ['FIN', 'ACK'], 'watched'),
    seen: [
      sees('client', 'TIME_WAIT', 59_000),
      segment('client', ['FIN', 'ACK'], 'watched'),
      segment('server', ['ACK'], 'held'),
      sees('client', 'TIME_WAIT', 60_000),
    ],
  },
  {
    edge: 31,
    without: sees('client', 'TIME_WAIT', 60_000),
    seen: [
      sees('client', 'TIME_WAIT', 59_000),
      segment('client', ['FIN', 'ACK'], 'watched'),
      segment('server', ['ACK'], 'held'),
      sees('client', 'TIME_WAIT', 60_000),
    ],
  },
  {
    edge: 32,
    without: step('1 s'),
    seen: [sees('client', 'FIN_WAIT2', 2_000), step('1 s'), sees('client', 'CLOSED')],
  },
];

const edgeOf = (number: number) => EDGES[number - 1] as Edge;

function statusOf({ edge, seen, ...more }: Shown, timeline = seen) {
  return judgeEdge(edgeOf(edge), [scenarioOf({ edge, ...more }, timeline)]).status;
}

describe.each(SHOWN)('edge $edge', (shown) => {
  test('is proven by its witness', () => {
    expect(statusOf(shown)).toBe('proven');
  });

  test('planted: is unproven without it', () => {
    const { without, seen } = shown;
    const left = seen.filter((each) => JSON.stringify(each) !== JSON.stringify(without));
    expect(left).toHaveLength(seen.length - 1);
    expect(statusOf(shown, left)).toBe('unproven');
  });

  test('planted: is unproven where the counters say otherwise', () => {
    expect(statusOf({ ...shown, counters: {} })).toBe(shown.counters ? 'unproven' : 'proven');
  });

  test('planted: is unproven where another thing did it', () => {
    const { spoiledBy, seen } = shown;
    expect(statusOf(shown, spoiledBy ? seen.toSpliced(-1, 0, spoiledBy) : seen)).toBe(
      spoiledBy ? 'unproven' : 'proven',
    );
  });
});

describe('an abort', () => {
  const froms = ['SYN_RECV', 'ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT'] as const;
  const abortIn = (from: (typeof froms)[number], sent = 1) =>
    scenarioOf({ edge: 29, counters: { 'Tcp.OutRsts': sent } }, [
      sees('client', from),
      step('client.abort()'),
      sees('client', 'CLOSED'),
    ]);

  test('has to be shown in every state in which it sends RST', () => {
    expect(
      judgeEdge(
        edgeOf(29),
        froms.map((from) => abortIn(from)),
      ),
    ).toMatchObject({ status: 'proven', known: 'seen' });
  });

  test('planted: without one of them it is unproven, and says which', () => {
    const some = froms.filter((from) => from !== 'FIN_WAIT2').map((from) => abortIn(from));
    expect(judgeEdge(edgeOf(29), some)).toMatchObject({
      status: 'unproven',
      why: 'no socket is shown to go from FIN_WAIT2 to CLOSED',
    });
  });

  test('planted: one that sent no RST', () => {
    expect(
      judgeEdge(
        edgeOf(29),
        froms.map((from) => abortIn(from, 0)),
      ),
    ).toMatchObject({
      status: 'unproven',
      why: expect.stringContaining(WITNESSES.abort.text),
    });
  });
});

test('a segment that the wire kept from the socket did nothing to it', () => {
  const reset = (verdict: 'dropped' | 'held') =>
    statusOf({
      edge: 22,
      seen: [sees('client', 'SYN_SENT'), segment('client', ['RST'], verdict), sees('client', 'CLOSED')],
    });
  expect([reset('dropped'), reset('held')]).toEqual(['unproven', 'unproven']);
});

test('every witness that an edge needs is planted here', () => {
  const tested = [...SHOWN.map(({ edge }) => edgeOf(edge).witness), 'abort'];
  expect(new Set(tested)).toEqual(new Set(Object.keys(WITNESSES)));
});
