import { expect, test } from '@jest/globals';
import type { Observation } from './observation.ts';
import { timelineText } from './timeline-text.ts';
import type { TcpState } from './tcp-state.ts';

const end = { address: '10.0.0.1', port: 1 };
const saw = (at: number, socket: string, state: TcpState): Observation => ({
  ...{ probe: 'ss', at, before: at - 5, began: at - 3, host: socket, socket, local: end, peer: end, state },
});

test('a column a socket, a line a moment, steps and errors between', () => {
  const timeline: Observation[] = [
    saw(0.1, 'client', 'ESTABLISHED'),
    saw(0.2, 'server', 'ESTABLISHED'),
    { probe: 'step', at: 41, text: 'client.sendFin()' },
    saw(60, 'client', 'ESTABLISHED'),
    saw(92, 'client', 'TIME_WAIT'),
    saw(92.3, 'server', 'CLOSED'),
    {
      probe: 'application',
      at: 95,
      host: 'server',
      socket: 'server',
      kind: 'error',
      errno: 'ECONNRESET',
      syscall: 'read',
    },
    { probe: 'application', at: 95, host: 'server', socket: 'server', kind: 'data', bytes: 3 },
    saw(99, 'stranger', 'LISTEN'),
  ];
  expect(timelineText(timeline, ['client', 'server'])).toBe(
    [
      '    +0 ms     client ESTABLISHED  server ESTABLISHED',
      '    +41 ms    — client.sendFin()',
      '    +92 ms    client TIME_WAIT    server gone',
      '    +95 ms    ! server: ECONNRESET in read',
    ].join('\n'),
  );
});

test('floods are told as they are counted', () => {
  const flood = (at: number, entries: number): Observation => ({
    ...{ probe: 'half-open', at, host: 'server', local: { address: '10.0.0.2', port: 7000 } },
    ...{ entries, addresses: entries },
  });
  expect(timelineText([flood(1, 511), flood(2, 0)], []).split('\n')).toEqual([
    '    +1 ms     = server:7000: 511 half-open requests of a flood, from 511 addresses',
    '    +2 ms     = server:7000: 0 half-open requests of a flood',
  ]);
});

test('a long timeline keeps its end and says what it left out', () => {
  const timeline: Observation[] = Array.from({ length: 50 }, (_, at) => ({
    probe: 'step',
    at,
    text: `step ${String(at)}`,
  }));
  const lines = timelineText(timeline, [], 3).split('\n');
  expect(lines).toEqual([
    '    … 47 earlier lines',
    '    +47 ms    — step 47',
    '    +48 ms    — step 48',
    '    +49 ms    — step 49',
  ]);
});

test('what the kernel traced is told when it was, and a look that comes after it tells it no more', () => {
  const ends = { host: 'client', socket: 'client', local: end, peer: end };
  const change = (at: number, from: TcpState, to: TcpState): Observation => ({
    ...{ probe: 'trace', kind: 'state', at, from, to },
    ...ends,
  });
  const timeline: Observation[] = [
    change(10, 'ESTABLISHED', 'FIN_WAIT1'),
    change(21, 'FIN_WAIT1', 'FIN_WAIT2'),
    saw(22, 'client', 'FIN_WAIT1'),
    { ...{ probe: 'trace', kind: 'retransmitted', at: 30 }, ...ends },
    change(40, 'FIN_WAIT2', 'CLOSED'),
    saw(45, 'client', 'TIME_WAIT'),
    { ...{ probe: 'trace', kind: 'reset-sent', at: 50, reason: 'NO_SOCKET', by: 'segment' }, ...ends },
  ];
  expect(timelineText(timeline, ['client'])).toBe(
    [
      '    +10 ms    client FIN_WAIT1',
      '    +21 ms    client FIN_WAIT2',
      '    +30 ms    * client: segment sent again',
      '    +45 ms    client TIME_WAIT',
      '    +50 ms    * client: RST sent, NO_SOCKET',
    ].join('\n'),
  );
});
