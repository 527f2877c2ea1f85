import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../harness/model/evidence.ts';
import type { Observation, WireObservation } from '../../harness/model/observation.ts';
import { evidenceOf } from '../fidelity/test-evidence.ts';
import type { Lane } from './lane.ts';
import { lanesOf } from './lanes-of.ts';
import { look, socketOf, step, told, traced } from './test-lanes.ts';
import { isLit, thingsOf } from './things.ts';

const DURATION = 500;
const ANY = { address: '', port: 0 };
const sockets = [
  socketOf('server:listener', 'listener', [7000], [traced(5, 'LISTEN')]),
  socketOf('client', 'client', [40, 7000], [traced(20, 'SYN_SENT'), traced(21, 'ESTABLISHED')]),
];

function lanesWith(timeline: readonly Observation[], more: Partial<Evidence> = {}) {
  return lanesOf(evidenceOf('made', timeline, { sockets, durationMs: DURATION, ...more }));
}

function laneOf(
  name: string,
  timeline: readonly Observation[],
  more: Partial<Evidence> = {},
): Lane | undefined {
  return lanesWith(timeline, more).lanes.find((each) => each.name === name);
}

const labelsOf = (lane: Lane | undefined) => lane?.marks.map(({ kind, label }) => [kind, label]);

describe('whose a mark is', () => {
  test('a call stands in its socket’s lane, every other step in the scenario’s', () => {
    const steps = [step(1, 'client.sendFin()'), step(2, 'clients.sendFin()'), step(3, 'at rest')];
    expect(labelsOf(laneOf('client', steps))).toEqual([['call', 'sendFin()']]);
    expect(labelsOf(laneOf('scenario', steps))).toEqual([
      ['step', 'clients.sendFin()'],
      ['step', 'at rest'],
    ]);
  });

  test('what the application saw stands in its socket’s lane', () => {
    const seen = [
      told('client', 1, 'connected'),
      told('client', 2, 'data', { bytes: 5 }),
      told('client', 30, 'error', { errno: 'ECONNRESET', syscall: 'read' }),
    ];
    const lane = laneOf('client', seen);
    expect(labelsOf(lane)).toEqual([
      ['event', 'connected'],
      ['data', 'reads 5 B'],
      ['error', 'ECONNRESET'],
    ]);
    expect(lane?.marks[2]?.words).toBe('client: the application gets ECONNRESET in read at +30.0 ms');
  });

  test('a row of reads is one mark, until something else comes between or they pause', () => {
    const reads = [1, 2, 3, 50].map((at) => told('client', at, 'data', { bytes: 100 }));
    const lane = laneOf('client', [...reads, told('client', 51, 'fin')]);
    expect(labelsOf(lane)).toEqual([
      ['data', 'reads 300 B'],
      ['data', 'reads 100 B'],
      ['end', 'reads the end'],
    ]);
    expect(lane?.marks[0]?.words).toContain('until +3.0 ms: 300 bytes in 3 reads');
  });

  test('a RST says why and by what; one for no socket is its host’s', () => {
    const reset = {
      probe: 'trace',
      kind: 'reset-sent',
      host: 'host',
      local: ANY,
      peer: ANY,
      by: 'timer',
    } as const;
    const timeline: Observation[] = [
      { ...reset, at: 40, socket: 'client', reason: 'TCP_STATE' },
      { ...reset, at: 41 },
    ];
    expect(laneOf('client', timeline)?.marks.map(({ words }) => words)).toEqual([
      'client sends RST, reason TCP_STATE, made by a timer, at +40.0 ms (kernel’s trace)',
    ]);
    expect(labelsOf(laneOf('host host', timeline))).toEqual([['reset', 'RST sent']]);
  });
});

describe('expectations', () => {
  const expectation = { at: 60, text: 'expect(client).toBeGone()', received: 'ESTABLISHED', withinMs: 5_000 };

  test('one that failed says what was received', () => {
    const expectations = [{ ...expectation, verdict: 'failed' as const }];
    const lane = laneOf('scenario', [step(60.01, `${expectation.text}: failed`)], { expectations });
    expect(labelsOf(lane)).toEqual([['failed', 'client toBeGone()']]);
    expect(lane?.marks[0]?.words).toBe('expect(client).toBeGone() failed at +60.0 ms: received ESTABLISHED');
  });

  test('a claim’s question that was answered with no is none', () => {
    expect(labelsOf(laneOf('scenario', [step(60, `${expectation.text}: failed`)]))).toEqual([
      ['step', `${expectation.text}: failed`],
    ]);
  });
});

describe('a scenario that failed', () => {
  const failed = { status: 'failed', error: '\u{1b}[31mit broke\u{1b}[39m\n  because' } as const;
  const expectation = { at: 60, text: 'expect(client).toBeGone()', received: '', withinMs: 5_000 };

  test('outside an expectation has a mark at its end, with the first line of why', () => {
    const expectations = [{ ...expectation, verdict: 'held' as const }];
    const lane = laneOf('scenario', [step(1, 'at rest')], { ...failed, expectations });
    expect(labelsOf(lane)).toEqual([
      ['step', 'at rest'],
      ['broke', 'it broke'],
    ]);
    expect(lane?.marks[1]?.words).toBe('The scenario failed here, at +500.0 ms: it broke');
  });

  test('by an expectation has that one’s mark alone', () => {
    const expectations = [{ ...expectation, verdict: 'unproven' as const }];
    expect(labelsOf(laneOf('scenario', [], { ...failed, expectations }))).toEqual([]);
  });

  test('has none where it passed, or nobody knows yet', () => {
    expect(labelsOf(laneOf('scenario', [], { error: undefined }))).toEqual([]);
    expect(labelsOf(laneOf('scenario', [], { status: 'running' }))).toEqual([]);
  });
});

describe('faults', () => {
  const segment: WireObservation = {
    ...{
      probe: 'wire',
      at: 70,
      host: 'server',
      sender: 'client',
      fault: 'hold-1',
      verdict: 'held',
      segment: 1,
    },
    ...{
      from: ANY,
      to: ANY,
      flags: ['FIN', 'ACK'],
      seq: 9,
      ack: 9,
      relativeSeq: 1,
      relativeAck: 1,
      length: 0,
    },
  };
  const faults = [{ name: 'hold-1', what: 'hold FIN from client', at: 50, liftedAt: undefined }];

  test('a wire’s lasts until it is lifted or the scenario ends, and shows what it touched', () => {
    const timeline = [
      step(50, 'wire: hold-1: hold FIN from client'),
      segment,
      step(80, 'wire: hold-1 release 1'),
    ];
    const lane = laneOf('hold-1', timeline, { faults });
    expect(lane?.spans.map(({ label, from, to }) => [label, from.at, to.at, to.known])).toEqual([
      ['hold FIN from client', 50, DURATION, 'end'],
    ]);
    expect(lane?.marks.map(({ words }) => words)).toEqual([
      'FIN ACK client → server, seq 1, ack 1: held at +70.0 ms',
      'The scenario: wire: hold-1 release 1, at +80.0 ms',
    ]);
    expect(laneOf('scenario', timeline, { faults })?.marks).toEqual([]);
  });

  test('a toxic fades from when it was told of last; what is over at once is a mark alone', () => {
    const toxic = (at: number, detail: string) => told('proxy:client-leg', at, 'toxic', { detail });
    const timeline = [toxic(10, 'latency: delays what passes'), toxic(30, 'latency: delays what passes')];
    expect(laneOf('latency', timeline)?.spans.map(({ from, to }) => [from.at, to.soft, to.at])).toEqual([
      [10, 30, DURATION],
    ]);
    const atOnce = laneOf('reset_peer', [toxic(10, 'reset_peer: reset both ends')]);
    expect(atOnce?.spans).toEqual([]);
    expect(labelsOf(atOnce)).toEqual([['event', 'client-leg: reset both ends']]);
  });
});

describe('what runs and what is counted in hosts', () => {
  const programs = ['first', 'second', 'third'].map((name) => ({
    ...{ name, host: 'server', command: ['run', name], ended: 'exit 0', output: '' },
  }));

  test('programs that ran one after another share a lane, those beside one another do not', () => {
    const timeline = [
      ...[step(1, 'first: run first'), step(5, 'second: run second'), step(7, 'first ended: exit 0')],
      ...[step(8, 'third: run third'), step(9, 'third ended: exit 0')],
    ];
    const { lanes } = lanesWith(timeline, { programs });
    const rows = lanes.filter(({ group }) => group === 'programs');
    expect(rows.map(({ spans }) => spans.map(({ label, to }) => [label, to.at]))).toEqual([
      [
        ['first', 7],
        ['third', 9],
      ],
      [['second', DURATION]],
    ]);
  });

  test('half-open requests last until a look counts others', () => {
    const count = { probe: 'half-open', host: 'server', local: { address: '', port: 7000 } } as const;
    const lane = laneOf('half-open at server:7000', [
      { ...count, at: 10, entries: 512, addresses: 500 },
      { ...count, at: 90, entries: 0, addresses: 0 },
    ]);
    expect(lane?.spans.map(({ label, from, to }) => [label, from.at, to.at])).toEqual([
      ['512 half-open', 10, 90],
    ]);
  });

  test('only counters that say why something happened are shown', () => {
    const counters = { probe: 'counters', at: 90, since: 10, host: 'host' } as const;
    const deltas = { 'Tcp.InSegs': 4, 'Tcp.OutRsts': 1 };
    expect(labelsOf(laneOf('host host', [{ ...counters, deltas }]))).toEqual([['counter', 'Tcp.OutRsts +1']]);
    expect(laneOf('host host', [{ ...counters, deltas: { 'Tcp.InSegs': 4 } }])).toBeUndefined();
  });
});

test('lanes come in the order in which they are read: the scenario, connections, listeners, and what else there is', () => {
  const faults = [{ name: 'drop-1', what: 'drop RST', at: 1, liftedAt: 2 }];
  const { lanes } = lanesWith([], { faults });
  expect(lanes.map(({ name, opens }) => [name, opens])).toEqual([
    ['scenario', false],
    ['client', true],
    ['server:listener', true],
    ['drop-1', true],
  ]);
});

test('the end is that of the last thing shown: what strangers’ sockets did later is not', () => {
  expect(lanesWith([told('client', DURATION + 3, 'closed')]).end).toBe(DURATION + 3);
  const { socket, ...stranger } = look('client', 0, DURATION + 700, 'LISTEN');
  expect([socket, lanesWith([stranger]).end]).toEqual(['client', DURATION]);
});

test('hostile text stays what it is', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  expect(labelsOf(laneOf('scenario', [step(1, hostile)]))).toEqual([['step', hostile]]);
});

test('an instant falls into a span from its beginning on, not at its end, and upon marks of that very moment', () => {
  const lane = laneOf('client', [step(20.5, 'client.close()')]);
  const things = lane ? thingsOf(lane) : [];
  const litAt = (instant: number | undefined) =>
    things.filter((each) => isLit(each, instant)).map(({ name }) => name);
  expect(litAt(20)).toEqual(['client SYN_SENT']);
  expect(litAt(20.5)).toEqual(['client SYN_SENT', 'client close()']);
  expect(litAt(21)).toEqual(['client ESTABLISHED']);
  expect(litAt(undefined)).toEqual([]);
});
