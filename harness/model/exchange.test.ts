import { describe, expect, test } from '@jest/globals';
import { findRun, tellRetransmissions, type WantedSegment } from './exchange.ts';
import type { CapturedSegment } from './observation.ts';
import type { TcpFlag } from './segment.ts';

const end = { address: '', port: 0 };

/** `> SYN 0 0`: out, flags, relative sequence number, length. */
function captured(line: string, connection = 1): CapturedSegment {
  const [arrow, flags = '', seq, length] = line.split(' ');
  const relativeSeq = Number(seq);
  return {
    ...{ probe: 'capture', at: 0, host: 'client', from: end, to: end, ack: 0, window: 0, connection },
    ...{ headerLength: 20, options: [] },
    direction: arrow === '>' ? 'out' : 'in',
    flags: flags.split('+') as TcpFlag[],
    ...{ seq: (0xffff_fff0 + relativeSeq) >>> 0, relativeSeq, relativeAck: 1, length: Number(length) },
  };
}

const wanted = (line: string, more: Partial<WantedSegment> = {}): WantedSegment => {
  const [arrow, flags = ''] = line.split(' ');
  return { from: arrow === '>' ? 'out' : 'in', flags: flags.split('+') as TcpFlag[], again: false, ...more };
};

const SEGMENTS = [
  '> SYN 0 0',
  '< SYN+ACK 0 0',
  '> ACK 1 0',
  '> PSH+ACK 1 5',
  '< ACK 1 0',
  '> PSH+ACK 1 5', // again
  '< ACK 1 0',
  '> FIN+ACK 6 0',
  '< ACK 1 0',
  '< FIN+ACK 1 0',
].map((line) => captured(line));

const find = (...run: WantedSegment[]) => findRun(tellRetransmissions(SEGMENTS), run);

describe('a run of segments', () => {
  test('is found in this order, with pure acknowledgements and retransmissions left out or named', () => {
    expect(find(wanted('> SYN'), wanted('< SYN+ACK'), wanted('> ACK'))).toMatchObject({ found: true });
    expect(find(wanted('< SYN+ACK'), wanted('> PSH+ACK'), wanted('> FIN+ACK'))).toMatchObject({
      found: true,
    });
    expect(find(wanted('> PSH+ACK', { again: true }), wanted('> FIN+ACK'))).toMatchObject({ found: true });
    expect(find(wanted('> FIN+ACK'), wanted('< ACK'), wanted('< FIN+ACK'))).toMatchObject({ found: true });
  });

  test('is not found where something else lies between, which is told', () => {
    const run = find(wanted('> SYN'), wanted('< SYN+ACK'), wanted('> FIN+ACK'));
    expect(run).toMatchObject({ found: false, came: 2, instead: { flags: ['PSH', 'ACK'], again: false } });
  });

  test('is not found in another order, by another sender, or where it has not gone on', () => {
    expect(find(wanted('< FIN+ACK'), wanted('> FIN+ACK'))).toMatchObject({ found: false, came: 1 });
    expect(find(wanted('< SYN'))).toEqual({ found: false, came: 0, instead: undefined });
    expect(find(wanted('< FIN+ACK'), wanted('> ACK'))).toEqual({ found: false, came: 1, instead: undefined });
  });

  test('compares what is named', () => {
    expect(find(wanted('> FIN+ACK', { seq: 6, ack: 1, length: 0 })).found).toBe(true);
    expect(find(wanted('> FIN+ACK', { seq: 5 })).found).toBe(false);
    expect(find(wanted('> FIN+ACK', { ack: 2 })).found).toBe(false);
    expect(find(wanted('> FIN+ACK', { again: true })).found).toBe(false);
    expect(find(wanted('> FIN+PSH+ACK')).found).toBe(false);
    expect(find(wanted('> SYN+ACK')).found).toBe(false);
  });

  test('takes a segment with data only where its length is named, or PSH', () => {
    expect(find(wanted('> ACK', { length: 5 })).found).toBe(true);
    expect(find(wanted('> ACK', { length: 4 })).found).toBe(false);
    expect(find(wanted('> PSH+ACK')).found).toBe(true);
    expect(find(wanted('> ACK'), wanted('> FIN+ACK')).found).toBe(false);
  });
});

test('a retransmission has nothing new, which bytes behind the old ones would be', () => {
  const lines = [
    '> SYN 0 0',
    '> SYN 0 0',
    '> ACK 1 5',
    '> ACK 1 9',
    '> ACK 1 5',
    '> FIN+ACK 10 0',
    '> RST 11 0',
  ];
  const again = tellRetransmissions(lines.map((line) => captured(line))).map((each) => each.again);
  expect(again).toEqual([false, true, false, false, true, false, false]);
});

test('a new connection between the same ends has sent nothing yet', () => {
  const segments = [captured('> SYN 100 0'), captured('> SYN 0 0', 2)];
  expect(tellRetransmissions(segments).map((each) => each.again)).toEqual([false, false]);
});
