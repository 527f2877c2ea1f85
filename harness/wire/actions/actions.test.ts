import { describe, expect, test } from '@jest/globals';
import { parseIp } from '../../model/ip-header.ts';
import { buildPacket, parsePacket } from '../../model/packet.ts';
import { flagBits } from '../../model/segment.ts';
import { DATA, TravelBench } from '../fixtures/travel-bench.ts';

const SYN = flagBits(['SYN']);
const RST = flagBits(['RST']);
const ACK = flagBits(['ACK']);

test('watch tells of segments and lets them pass', () => {
  const bench = new TravelBench({ kind: 'watch' });
  bench.come('a', 'b');
  expect(bench.told).toEqual(['watched a', 'watched b']);
  expect(bench.received).toEqual(['a', 'b']);
});

test('drop drops', () => {
  const bench = new TravelBench({ kind: 'drop' });
  bench.come('a');
  expect([bench.told, bench.dropped, bench.received]).toEqual([['dropped a'], ['a'], []]);
});

describe('hold', () => {
  const holding = (...names: string[]) => {
    const bench = new TravelBench({ kind: 'hold' });
    bench.come(...names);
    return { bench, hold: bench.hold };
  };

  test('keeps segments until they are released, in the order asked for', () => {
    const { bench, hold } = holding('a', 'b', 'c', 'd');
    expect([hold.count, bench.received]).toEqual([4, []]);
    hold.release([3, 1]);
    expect([hold.count, bench.received]).toEqual([2, ['c', 'a']]);
    hold.release([1]);
    expect(bench.received).toEqual(['c', 'a', 'b']);
  });

  test('discards', () => {
    const { bench, hold } = holding('a', 'b');
    hold.discard([2]);
    expect([bench.dropped, hold.count]).toEqual([['b'], 1]);
    expect(bench.told).toEqual(['held a', 'held b', 'discarded b']);
  });

  test('that is lifted lets all go in order, and keeps nothing that comes later', async () => {
    const { bench } = holding('a', 'b');
    await bench.faults[0]?.lift();
    bench.come('c');
    expect(bench.received).toEqual(['a', 'b', 'c']);
  });
});

describe('delay', () => {
  test('lets each go when its time has come', () => {
    const bench = new TravelBench({ kind: 'delay', ms: 10, jitterMs: 0 });
    bench.come('a');
    bench.turnTo(4);
    bench.come('b');
    bench.turnTo(9.9);
    expect(bench.received).toEqual([]);
    bench.turnTo(10);
    expect(bench.received).toEqual(['a']);
    bench.turnTo(14);
    expect(bench.received).toEqual(['a', 'b']);
    expect(bench.told).toEqual(['delayed a', 'delayed b', 'delivered a', 'delivered b']);
  });

  test('with jitter draws for each anew, within its bounds, and keeps the order', () => {
    const bench = new TravelBench({ kind: 'delay', ms: 10, jitterMs: 10 });
    const names = Array.from({ length: 200 }, (_, index) => String(index));
    bench.come(...names);
    const drawn = bench.details.map((detail) => Number.parseFloat(detail ?? ''));
    expect(new Set(drawn).size).toBeGreaterThan(100);
    expect([Math.min(...drawn) >= 0, Math.max(...drawn) <= 20]).toEqual([true, true]);
    for (let at = 0; at <= 20; at += 0.1) bench.turnTo(at);
    expect(bench.received).toEqual(names);
  });

  test('that is lifted lets all go at once, each once', async () => {
    const bench = new TravelBench({ kind: 'delay', ms: 10, jitterMs: 0 });
    bench.come('a', 'b');
    await bench.faults[0]?.lift();
    bench.turnTo(100);
    expect(bench.received).toEqual(['a', 'b']);
  });
});

test('duplicate sends copies that bear the mark of forged ones, after the segment', () => {
  const bench = new TravelBench({ kind: 'duplicate', copies: 2 });
  bench.come('a');
  expect(bench.received).toEqual(['a']);
  const copy = { ...DATA, payload: Buffer.from('a'), hopLimit: 255 };
  expect(bench.sent.map(parsePacket)).toEqual([copy, copy]);
});

describe('reorder', () => {
  test('lets a segment past after as many later ones', () => {
    const bench = new TravelBench({ kind: 'reorder', behind: 2, choice: { position: { nth: 1 } } });
    bench.come('a', 'b');
    expect(bench.received).toEqual(['b']);
    bench.come('c', 'd');
    expect(bench.received).toEqual(['b', 'c', 'a', 'd']);
  });

  test('of all segments swaps them two by two: none waits for one that waits for it', () => {
    const bench = new TravelBench({ kind: 'reorder', behind: 1 });
    bench.come('a', 'b', 'c', 'd');
    expect(bench.received).toEqual(['b', 'a', 'd', 'c']);
  });

  test('counts later segments of its own direction only', () => {
    const bench = new TravelBench({ kind: 'reorder', behind: 1, choice: { position: { nth: 1 } } });
    const other = { source: { address: '10.64.0.2', port: 1 }, payload: Buffer.from('other') };
    bench.come('a');
    bench.faults.splice(0);
    bench.come(other);
    expect(bench.received).toEqual(['other']);
    bench.come('b');
    expect(bench.received).toEqual(['other', 'b', 'a']);
  });

  test('that is lifted lets go of what waits', async () => {
    const bench = new TravelBench({ kind: 'reorder', behind: 3 });
    bench.come('a');
    await bench.faults[0]?.lift();
    bench.come('b', 'c', 'd', 'e');
    expect(bench.received).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('corrupt', () => {
  test('of the payload turns one bit over, told by its place', () => {
    const bench = new TravelBench({ kind: 'corrupt', what: 'payload' });
    bench.come('abcdef');
    const [got] = bench.delivered;
    const wrong = [...Buffer.from('abcdef')].flatMap((byte, at) =>
      got?.payload[at] === byte ? [] : [at + 1],
    );
    expect(wrong).toHaveLength(1);
    expect(bench.details).toEqual([`byte ${String(wrong[0])} of 6`]);
  });

  test('of the payload leaves a segment without one alone', () => {
    const bench = new TravelBench({ kind: 'corrupt', what: 'payload' });
    bench.come('');
    expect([bench.told, bench.received]).toEqual([[], ['']]);
  });

  // A checksum of 0 and one of 0xffff say the same (RFC 1071): to turn all bits over would leave it right.
  test.each([1, 0])('of the checksum makes it wrong, also where it was 0: %i', (wanted) => {
    const empty = buildPacket({ ...DATA, window: 0 });
    const window = wanted === 0 ? empty.readUInt16BE(36) : 0;
    const before = buildPacket({ ...DATA, window }).readUInt16BE(36);
    const bench = new TravelBench({ kind: 'corrupt', what: 'checksum' });
    bench.come({ window });
    const after = bench.packets[0]?.readUInt16BE(36) ?? 0;
    if (wanted === 0) expect(before).toBe(0);
    expect(after % 0xffff).not.toBe(before % 0xffff);
  });

  test('twice is wrong twice: a later fault gets what the earlier one made of the segment', () => {
    const payload = 'a'.repeat(1_000);
    const bench = new TravelBench(
      { kind: 'corrupt', what: 'payload' },
      { kind: 'corrupt', what: 'payload' },
      { kind: 'duplicate', copies: 1 },
    );
    bench.come(payload);
    const [got = Buffer.alloc(0)] = bench.delivered.map((segment) => segment.payload);
    expect(got.filter((byte) => byte !== 0x61)).toHaveLength(2);
    expect(parsePacket(bench.sent[0] ?? Buffer.alloc(0))?.payload).toEqual(got);
  });
});

describe('reject', () => {
  test('with RST answers with what the sender takes for the other end', () => {
    const bench = new TravelBench({ kind: 'reject', with: 'rst' });
    bench.come({ seq: 100, ack: 900 }, { flags: SYN, seq: 100, ack: 0, payload: Buffer.alloc(0) });
    const answers = bench.sent.map(parsePacket);
    // RFC 9293 section 3.10.7.1: by its acknowledgement number where it has one, else by what it takes of the sequence.
    expect(answers).toMatchObject([
      { source: DATA.destination, destination: DATA.source, flags: RST, seq: 900, ack: 0 },
      { flags: RST | ACK, seq: 0, ack: 101 },
    ]);
    expect([bench.dropped, bench.received]).toEqual([['data', ''], []]);
  });

  test('does not answer a reset with a reset', () => {
    const bench = new TravelBench({ kind: 'reject', with: 'rst' });
    bench.come({ flags: RST, payload: Buffer.alloc(0) });
    expect([bench.told, bench.dropped, bench.sent]).toEqual([['rejected '], [''], []]);
  });

  test('with an ICMP error', () => {
    const bench = new TravelBench({ kind: 'reject', with: 'host-unreachable' });
    bench.come('a');
    expect(bench.sent.map((packet) => parseIp(packet))).toMatchObject([{ protocol: 1, source: '10.64.0.3' }]);
    expect(bench.details).toEqual(['host-unreachable']);
  });
});

describe('lose', () => {
  const lost = (probability: number, count: number) => {
    const bench = new TravelBench({ kind: 'lose', probability });
    bench.come(...Array.from({ length: count }, (_, index) => String(index)));
    return bench.dropped;
  };

  test('loses none, all, or about as many as it says, the same ones every time', () => {
    expect([lost(0, 100), lost(1, 100)]).toMatchObject([{ length: 0 }, { length: 100 }]);
    const third = lost(0.3, 10_000);
    // Six standard deviations of a binomial distribution, 46 each.
    expect(Math.abs(third.length - 3_000)).toBeLessThan(280);
    expect(lost(0.3, 10_000)).toEqual(third);
  });
});

describe('rate', () => {
  test('lets bytes pass one after the other, as a link of that speed', () => {
    // 20 bytes of IP, 20 of TCP and 60 of payload: 100 ms each at 1000 bytes a second.
    const bench = new TravelBench({ kind: 'rate', bytesPerSecond: 1_000, queue: 10 });
    const segments = ['a', 'b', 'c'].map((letter) => letter.repeat(60));
    bench.come(...segments);
    const after = [99, 100, 199, 200, 300].map((now) => (bench.turnTo(now), bench.received.length));
    expect(after).toEqual([0, 1, 1, 2, 3]);
    bench.turnTo(1_000);
    bench.come('d'.repeat(60));
    bench.turnTo(1_099);
    expect(bench.received).toEqual(segments);
    bench.turnTo(1_100);
    expect(bench.received).toHaveLength(4);
  });

  test('drops what comes on top of a full queue', () => {
    const bench = new TravelBench({ kind: 'rate', bytesPerSecond: 1_000, queue: 2 });
    bench.come('a', 'b', 'c');
    bench.turnTo(1_000);
    expect([bench.received, bench.dropped]).toEqual([['a', 'b'], ['c']]);
    expect(bench.told).toContain('lost c');
  });
});

describe('forget', () => {
  const syn = { flags: SYN, payload: Buffer.from('syn') };

  test.each(['drop', 'rst'] as const)(
    'knows no segment of a connection that was idle for so long: %s',
    (then) => {
      const bench = new TravelBench({ kind: 'forget', afterMs: 100, then });
      bench.come(syn, 'a');
      bench.turnTo(99);
      bench.come('b');
      bench.turnTo(199);
      bench.come('c', 'd');
      expect([bench.received, bench.dropped]).toEqual([
        ['syn', 'a', 'b'],
        ['c', 'd'],
      ]);
      expect(bench.sent).toHaveLength(then === 'rst' ? 2 : 0);
    },
  );

  test('takes a SYN for a new connection', () => {
    const bench = new TravelBench({ kind: 'forget', afterMs: 100, then: 'drop' });
    bench.come(syn);
    bench.turnTo(200);
    bench.come('a', { ...syn, seq: 500 }, 'b');
    expect([bench.received, bench.dropped]).toEqual([['syn', 'syn', 'b'], ['a']]);
  });
});
