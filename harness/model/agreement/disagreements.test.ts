import { describe, expect, test } from '@jest/globals';
import type { Evidence, HostEvidence, SocketEvidence } from '../evidence.ts';
import type { CapturedSegment, Observation, Sighting, TracedChange, TracedReset } from '../observation.ts';
import type { TcpState } from '../tcp-state.ts';
import { disagreements } from './disagreements.ts';

const LOCAL = { address: '10.64.0.2', port: 40_000 };
const PEER = { address: '10.64.0.3', port: 7_000 };
const ENDS = { host: 'client', socket: 'client', local: LOCAL, peer: PEER };

const change = (at: number, from: TcpState, to: TcpState): TracedChange => ({
  ...{ probe: 'trace', kind: 'state', at, from, to },
  ...ENDS,
});
const look = (began: number, at: number, state: TcpState, row?: Partial<Sighting['row']>): Sighting => ({
  ...{ probe: 'ss', began, at, before: 0, state },
  ...(row ? { row: row as Sighting['row'] } : {}),
  ...ENDS,
});
const reset = (at: number): TracedReset => ({
  ...{ probe: 'trace', kind: 'reset-sent', at, reason: 'TCP_STATE', by: 'application' },
  ...ENDS,
});
const sent = (at: number, ...flags: CapturedSegment['flags']): CapturedSegment => ({
  ...{ probe: 'capture', at, host: 'client', direction: 'out', from: LOCAL, to: PEER, flags },
  ...{ seq: 1, ack: 1, window: 1, headerLength: 20, options: [], length: 0, connection: 1 },
});

/** A client that connected at 10 and sent its FIN at 20. */
const CLOSED = [
  change(10, 'CLOSED', 'SYN_SENT'),
  change(11, 'SYN_SENT', 'ESTABLISHED'),
  change(20, 'ESTABLISHED', 'FIN_WAIT1'),
  change(21, 'FIN_WAIT1', 'FIN_WAIT2'),
  change(40, 'FIN_WAIT2', 'CLOSED'),
];

function disagreeing(
  timeline: readonly Observation[],
  host: Partial<HostEvidence> = {},
  trace: Evidence['trace']['state'] = 'on',
): string[] {
  const evidence = {
    hosts: [
      {
        ...{ name: 'client', counters: {}, countingBegan: 90, countedAt: 100, toxiproxy: false },
        clock: { offsetMs: 0, uncertaintyMs: 0.5 },
        capture: { state: 'on', packets: 0, dropped: 0, leftOut: 0, realtimeAheadMs: 0 },
        ...host,
      } as unknown as HostEvidence,
    ],
    sockets: [{ name: 'client', host: 'client', local: LOCAL, peer: PEER } as unknown as SocketEvidence],
    timeline,
    trace: { state: trace, why: undefined, events: 0, instance: undefined },
  };
  return disagreements(evidence);
}

describe('looks and the trace', () => {
  test('agree where one look shows one gone and the next one between the same ends', () => {
    const listensAnew = [
      change(10, 'CLOSED', 'LISTEN'),
      change(40, 'LISTEN', 'CLOSED'),
      change(60, 'CLOSED', 'LISTEN'),
    ];
    const both = [look(70, 72, 'CLOSED'), look(70, 72, 'LISTEN')].map((seen) => ({ ...seen, before: 30 }));
    expect(disagreeing([...listensAnew, ...both])).toEqual([]);
    // It was never gone since the look before.
    const never = both.map((seen) => ({ ...seen, before: 65 }));
    expect(disagreeing([...listensAnew, ...never])).toEqual([
      "client: ss showed none between +70.0 ms and +72.0 ms, where the kernel's trace has LISTEN",
    ]);
    // That it alone is gone says that nobody is there now.
    expect(disagreeing([...listensAnew, ...both.slice(0, 1)])).toHaveLength(1);
  });

  test('agree where the socket was in that state at some moment of the look', () => {
    const looks = [look(12, 15, 'ESTABLISHED'), look(19, 22, 'FIN_WAIT1'), look(19, 22, 'FIN_WAIT2')];
    expect(disagreeing([...CLOSED, ...looks, look(45, 50, 'CLOSED')])).toEqual([]);
  });

  test('agree on mini-sockets, which are none to the trace', () => {
    const timewait = { timer: { name: 'timewait', remainingMs: 1, retransmits: 0 }, inode: 0 } as const;
    expect(disagreeing([...CLOSED, look(45, 50, 'TIME_WAIT', timewait)])).toEqual([]);
    expect(disagreeing([...CLOSED, look(45, 50, 'FIN_WAIT2', timewait)])).toEqual([]);
    expect(disagreeing([...CLOSED, look(1, 5, 'SYN_RECV', { inode: 0 })])).toEqual([]);
  });

  test('a state that the socket was not in', () => {
    expect(disagreeing([...CLOSED, look(12, 15, 'CLOSE_WAIT')])).toEqual([
      "client: ss showed CLOSE_WAIT between +12.0 ms and +15.0 ms, where the kernel's trace has ESTABLISHED",
    ]);
  });

  test('a socket that was gone, and one that was still there', () => {
    expect(disagreeing([...CLOSED, look(12, 15, 'CLOSED')])).toHaveLength(1);
    expect(disagreeing([...CLOSED, look(45, 50, 'FIN_WAIT2')])).toHaveLength(1);
  });

  test('are not compared where the trace was off, or did not begin with the socket', () => {
    expect(disagreeing([...CLOSED, look(12, 15, 'CLOSE_WAIT')], {}, 'lost')).toEqual([]);
    expect(disagreeing([...CLOSED.slice(2), look(12, 15, 'CLOSE_WAIT')])).toEqual([]);
  });
});

describe('counters and the trace', () => {
  const counted = (counters: Record<string, number>) => ({ counters });

  test('agree, also about what happened while they were read', () => {
    expect(disagreeing([reset(30), sent(30, 'RST')], counted({ 'Tcp.OutRsts': 1 }))).toEqual([]);
    for (const at of [90, 95, 100.5])
      for (const count of [0, 1])
        expect(disagreeing([reset(at), sent(at, 'RST')], counted({ 'Tcp.OutRsts': count }))).toEqual([]);
  });

  test('a RST that only one of them has', () => {
    expect(disagreeing([], counted({ 'Tcp.OutRsts': 1 }))).toEqual([
      'client: Tcp.OutRsts moved by 1, the kernel traced 0 RSTs sent',
    ]);
    expect(disagreeing([reset(30), sent(30, 'RST')], counted({}))).toHaveLength(1);
  });

  test('RSTs of a listener on any address are counted, and traced without one', () => {
    const any = { address: '0.0.0.0', port: 7_000 };
    const listening = { ...look(1, 2, 'LISTEN'), socket: undefined, local: any };
    expect(disagreeing([listening], counted({ 'Tcp.OutRsts': 1 }))).toEqual([]);
  });

  test('one traced retransmission may be of several segments, but not of none', () => {
    const again = { ...reset(30), kind: 'retransmitted' } as unknown as Observation;
    expect(disagreeing([again], counted({ 'Tcp.RetransSegs': 3 }))).toEqual([]);
    expect(disagreeing([again], counted({}))).toHaveLength(1);
    expect(disagreeing([], counted({ 'Tcp.RetransSegs': 3 }))).toHaveLength(1);
  });

  test('are not compared where Toxiproxy uses the loopback', () => {
    expect(disagreeing([], { counters: { 'Tcp.OutRsts': 1 }, toxiproxy: true })).toEqual([]);
  });
});

describe('the capture and the trace', () => {
  const COUNTED = { counters: { 'Tcp.OutRsts': 1 } };

  test('a RST that was traced and did not leave', () => {
    expect(disagreeing([reset(30)], COUNTED)).toEqual([
      'client: the capture has 0 RSTs that it sent, the kernel traced 1',
    ]);
  });

  test('a RST that left and that TCP did not send is the packet filter’s', () => {
    expect(disagreeing([sent(30, 'RST', 'ACK')])).toEqual([]);
  });

  test('a RST that we made up is none that left', () => {
    expect(disagreeing([reset(30), { ...sent(30, 'RST'), forged: true }], COUNTED)).toHaveLength(1);
  });

  test('a FIN of a socket that never ended its half', () => {
    expect(disagreeing([...CLOSED, sent(20, 'FIN', 'ACK')])).toEqual([]);
    expect(disagreeing([...CLOSED.slice(0, 2), sent(20, 'FIN', 'ACK')])).toEqual([
      'client: the capture has a FIN of 10.64.0.2:40000>10.64.0.3:7000, the kernel traced no end of its half',
    ]);
  });

  test.each([{ state: 'off' }, { dropped: 1 }, { leftOut: 1 }])(
    'are not compared where it is not whole: %p',
    (some) => {
      const capture = { state: 'on', packets: 0, dropped: 0, leftOut: 0, realtimeAheadMs: 0, ...some };
      const host = { ...COUNTED, capture: capture as HostEvidence['capture'] };
      expect(disagreeing([reset(30)], host)).toEqual([]);
    },
  );
});
