import { describe, expect, test } from '@jest/globals';
import { flagBits, sequencePlus, type Segment, type TcpFlag } from '../model/segment.ts';
import { Direction, Directions } from './direction.ts';
import { DATA } from './fixtures/travel-bench.ts';

function segment(flags: readonly TcpFlag[], parts: Partial<Segment> = {}): Segment {
  return { ...DATA, payload: Buffer.alloc(0), flags: flagBits(flags), ...parts };
}

/** A direction that these segments came by and were delivered. */
function after(...segments: readonly Segment[]): Direction {
  const direction = new Direction();
  for (const one of segments) {
    direction.arrived(one, 0);
    direction.delivered(one);
  }
  return direction;
}

describe.each([1_000, 2 ** 32 - 2])('relative numbers of a connection that begins at %i', (start) => {
  const peer = sequencePlus(start, 77);
  const relative = (direction: Direction, one: Segment) => [
    direction.relativeSeq(one),
    direction.relativeAck(one),
  ];
  const handshake = [
    segment(['SYN'], { seq: start }),
    segment(['ACK'], { seq: sequencePlus(start, 1), ack: sequencePlus(peer, 1) }),
  ];

  test('count as captures do: SYN 0, first byte 1, and so for what is acknowledged', () => {
    const direction = after(...handshake);
    const data = segment(['ACK'], { seq: sequencePlus(start, 6), ack: sequencePlus(peer, 101) });
    expect(relative(direction, data)).toEqual([6, 101]);
    expect(relative(direction, segment(['SYN'], { seq: start }))).toEqual([0, undefined]);
  });

  test('of the passive end count from its SYN-ACK', () => {
    const synAck = segment(['SYN', 'ACK'], { seq: start, ack: sequencePlus(peer, 1) });
    expect(relative(after(synAck), synAck)).toEqual([0, 1]);
  });

  test('of a simultaneous open are known from the SYN-ACK that follows the SYN', () => {
    const direction = after(
      segment(['SYN'], { seq: start }),
      segment(['SYN', 'ACK'], { seq: start, ack: sequencePlus(peer, 1) }),
    );
    const later = segment(['ACK'], { seq: sequencePlus(start, 1), ack: sequencePlus(peer, 500) });
    expect(relative(direction, later)).toEqual([1, 500]);
  });

  test('of a new connection between the same ends begin anew, those of a SYN sent again do not', () => {
    const direction = after(...handshake);
    direction.matched.set('drop-1', 4);
    direction.arrived(segment(['SYN'], { seq: start }), 0);
    expect(direction.matched.get('drop-1')).toBe(4);
    const next = sequencePlus(start, 1_000_000);
    direction.arrived(segment(['SYN'], { seq: next }), 0);
    expect(direction.matched.size).toBe(0);
    expect(relative(direction, segment(['ACK'], { seq: sequencePlus(next, 3) }))).toEqual([3, undefined]);
    expect(direction.numbers).toBeUndefined();
  });

  test('say where both ends stand', () => {
    const bytes = segment(['PSH', 'ACK'], {
      ...{ seq: sequencePlus(start, 1), ack: sequencePlus(peer, 9) },
      payload: Buffer.alloc(10),
    });
    const old = { ...bytes, payload: Buffer.alloc(1) };
    expect(after(...handshake, bytes, old).numbers).toEqual({
      receiveNext: sequencePlus(start, 11),
      sendNext: sequencePlus(peer, 9),
    });
  });
});

test('a connection whose SYN was not seen has no relative numbers', () => {
  const data = segment(['ACK'], { seq: 5, ack: 5 });
  expect([after(data).relativeSeq(data), after(data).relativeAck(data)]).toEqual([undefined, undefined]);
});

test('idle time is that since the segment before; a first one has none', () => {
  const direction = new Direction();
  expect([10, 25, 25].map((now) => direction.arrived(DATA, now))).toEqual([0, 15, 0]);
});

test('each pair of ends has a direction of its own, each way', () => {
  const directions = new Directions();
  const { source, destination } = DATA;
  expect(directions.of(DATA)).toBe(directions.of({ source, destination }));
  expect(directions.of(DATA)).not.toBe(directions.of({ source: destination, destination: source }));
  expect(directions.of(DATA)).not.toBe(
    directions.of({ source: { ...source, port: source.port + 1 }, destination }),
  );
});
