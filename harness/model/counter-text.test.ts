import { expect, test } from '@jest/globals';
import { counterText } from './counter-text.ts';
import { timelineText } from './timeline-text.ts';

const counted = (deltas: Record<string, number>, since = 41) =>
  ({ probe: 'counters', at: 92, since, host: 'server', deltas }) as const;

test('counters that explain something are told, with when they were read before', () => {
  const reading = counted({
    'Tcp.OutSegs': 3,
    'Tcp.OutRsts': 1,
    'TcpExt.TCPAbortOnData': 1,
    'TcpExt.ListenDrops': 2,
    'IpExt.OutOctets': 120,
  });
  const text = '% server: Tcp.OutRsts +1, TcpExt.TCPAbortOnData +1, TcpExt.ListenDrops +2 since +41 ms';
  expect(counterText(reading)).toBe(text);
  expect(timelineText([reading], [])).toBe(`    +92 ms    ${text}`);
});

test.each([
  'Tcp.RetransSegs',
  'TcpExt.TCPBacklogDrop',
  'TcpExt.ListenOverflows',
  'TcpExt.TCPTimeWaitOverflow',
  'TcpExt.LockDroppedIcmps',
  'TcpExt.RcvPruned',
  'TcpExt.TCPReqQFullDrop',
])('%s is one of them', (name) => {
  expect(counterText(counted({ [name]: 1 }, -30))).toBe(`% server: ${name} +1 since +0 ms`);
});

test('what moves with every segment is not', () => {
  const deltas = { 'Tcp.InSegs': 1, 'Ip.InReceives': 1, 'TcpExt.TCPPureAcks': 1, 'Tcp.CurrEstab': -1 };
  expect(counterText(counted(deltas))).toBeUndefined();
  expect(timelineText([counted(deltas)], [])).toBe('');
});
