import { describe, expect, test } from '@jest/globals';
import { flagBits, type Segment, type TcpFlag } from '../model/segment.ts';
import { Direction } from './direction.ts';

/** A segment with these flags and numbers, for all else is nothing to a direction's numbers. */
const segment = (flags: readonly TcpFlag[], seq: number, ack = 0): Segment => ({
  source: { address: '10.0.0.1', port: 1 },
  destination: { address: '10.0.0.2', port: 2 },
  ...{ seq, ack, window: 0, dscp: 0, flags: flagBits(flags) },
  options: Buffer.alloc(0),
  payload: Buffer.alloc(0),
});

function relative(direction: Direction, each: Segment): (number | undefined)[] {
  direction.arrived(each, 0);
  return [direction.relativeSeq(each), direction.relativeAck(each)];
}

describe('relative numbers', () => {
  test('of the end that opens count from its SYN, and from what its first ACK acknowledges', () => {
    const direction = new Direction();
    expect(relative(direction, segment(['SYN'], 0xffffffff))).toEqual([0, undefined]);
    expect(relative(direction, segment(['ACK'], 0, 501))).toEqual([1, 1]);
    expect(relative(direction, segment(['FIN', 'ACK'], 9, 502))).toEqual([10, 2]);
  });

  test('of the end that answers count from its SYN-ACK', () => {
    const direction = new Direction();
    expect(relative(direction, segment(['SYN', 'ACK'], 500, 0))).toEqual([0, 1]);
    expect(relative(direction, segment(['ACK'], 501, 8))).toEqual([1, 9]);
  });

  test('of a SYN that is sent again as SYN-ACK, because another crossed it', () => {
    const direction = new Direction();
    relative(direction, segment(['SYN'], 100));
    expect(relative(direction, segment(['SYN', 'ACK'], 100, 501))).toEqual([0, 1]);
    expect(relative(direction, segment(['FIN', 'ACK'], 101, 502))).toEqual([1, 2]);
  });

  test('begin anew with a new SYN between the same ends', () => {
    const direction = new Direction();
    relative(direction, segment(['SYN', 'ACK'], 500, 11));
    expect(relative(direction, segment(['SYN', 'ACK'], 900, 71))).toEqual([0, 1]);
  });

  test('are unknown where the SYN was not seen', () => {
    expect(relative(new Direction(), segment(['ACK'], 5, 6))).toEqual([undefined, undefined]);
  });
});
