import { describe, expect, test } from '@jest/globals';
import { captured, touched, traced } from '../../harness/model/explanation/test-facts.ts';
import { recorded } from './fixtures/recorded.ts';
import { ladderOf } from './ladder-of.ts';
import { rungsOf } from './rungs.ts';
import { crossed, facts, rungOf, SYN, SYN_ACK } from './test-rungs.ts';
import { happenedAt, kindText, numbersText } from './words.ts';

describe('two captures of one segment', () => {
  test('are one rung, with both times', () => {
    const rung = rungOf(...SYN);
    expect(rung).toMatchObject({ sender: 'client', receiver: 'server', at: 10, left: 10, came: 10.02 });
    expect(rung).toMatchObject({ flags: ['SYN'], again: false, forged: false, touches: [] });
  });

  test('the n-th copy that left is the n-th that came, and the second is a retransmission', () => {
    const rungs = rungsOf(facts([...SYN, ...crossed(1_010, 'client', ['SYN'], { seq: 100, ack: 0 })]));
    expect(rungs.map(({ left, came, again }) => [left, came, again])).toEqual([
      [10, 10.02, false],
      [1_010, 1_010.02, true],
    ]);
  });

  test('a segment that one host alone captured stays one-sided', () => {
    const [sent, got] = SYN;
    expect(rungOf(...(sent ? [sent] : []))).toMatchObject({ left: 10, came: undefined, receiver: 'server' });
    expect(rungOf(...(got ? [got] : []))).toMatchObject({ left: undefined, came: 10.02, sender: 'client' });
  });

  test('other numbers, flags or lengths are other segments', () => {
    const others = [{ seq: 2 }, { ack: 2 }, { length: 3 }, { flags: ['PSH', 'ACK'] as const }];
    for (const other of others) {
      const got = captured(10.02, 'client', 'in', ['ACK'], other);
      expect(rungsOf(facts([captured(10, 'client', 'out', ['ACK']), got]))).toHaveLength(2);
    }
  });

  test('where clocks are apart, an answer does not stand before what it answers', () => {
    const rungs = rungsOf(recorded('clocks-apart'));
    expect(rungs.slice(0, 3).map(({ flags }) => flags.join(' '))).toEqual(['SYN', 'SYN ACK', 'ACK']);
    expect(rungs[1]?.left).toBeGreaterThan(rungs[1]?.came ?? Infinity);
  });

  test('a forged segment is no copy of a genuine one, nor makes one a retransmission', () => {
    const forged = crossed(9, 'client', ['PSH', 'ACK'], { length: 5, forged: true });
    const rungs = rungsOf(facts([...forged, ...crossed(10, 'client', ['PSH', 'ACK'], { length: 5 })]));
    expect(rungs.map((rung) => [rung.forged, rung.again])).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  test('a segment for an address that no host has, has no receiver', () => {
    const to = { address: '198.18.0.1', port: 4_000 };
    expect(rungOf(captured(10, 'server', 'out', ['SYN', 'ACK'], { to })).receiver).toBeUndefined();
  });
});

describe('a verdict of the wire', () => {
  const data = { length: 5, seq: 101, ack: 301 };
  const first = crossed(20, 'client', ['PSH', 'ACK'], data);
  const second = crossed(220, 'client', ['PSH', 'ACK'], data);
  const verdict = (at: number, segment: number, what: 'dropped' | 'watched') =>
    touched(at, 'client', ['PSH', 'ACK'], what, { ...data, segment, fault: 'drop-1' });

  test('is on the copy that had come by then', () => {
    const rungs = rungsOf(facts([...first, verdict(21, 1, 'dropped'), ...second]));
    expect(rungs.map(({ touches }) => touches.map(({ verdict }) => verdict))).toEqual([['dropped'], []]);
  });

  test('is on the second copy where the first was let past', () => {
    const rungs = rungsOf(facts([...first, ...second, verdict(221, 7, 'dropped')]));
    expect(rungs.map(({ touches }) => touches.length)).toEqual([0, 1]);
  });

  test('that came only after the next copy is still on its own', () => {
    const late = [verdict(300, 1, 'watched'), verdict(301, 2, 'dropped')];
    const rungs = rungsOf(facts([...first, ...second, ...late]));
    expect(rungs.map(({ touches }) => touches[0]?.verdict)).toEqual(['watched', 'dropped']);
  });

  test('and the next on the same segment are told in order', () => {
    const more = { segment: 4, fault: 'hold-1' };
    const held = touched(11.1, 'server', ['SYN', 'ACK'], 'held', { seq: 300, ack: 101, ...more });
    const released = touched(500, 'server', ['SYN', 'ACK'], 'released', { seq: 300, ack: 101, ...more });
    const { touches } = rungOf(...SYN_ACK, held, released);
    expect(touches.map(({ at, verdict }) => [at, verdict])).toEqual([
      [11.1, 'held'],
      [500, 'released'],
    ]);
  });

  test('of a segment that nobody captured makes a rung of its own', () => {
    const rung = rungOf(verdict(21, 1, 'dropped'));
    expect(rung).toMatchObject({ sender: 'client', receiver: 'server', left: undefined, came: undefined });
    expect(numbersText(rung)).toBe('raw seq 101 raw ack 301');
    expect(happenedAt({ kind: 'sent', at: 21, rung })).toEqual(['drop-1: dropped', 'not captured']);
  });

  test('on a copy that the wire made is a forged rung that left nobody', () => {
    const copy = touched(20.5, 'client', ['PSH', 'ACK'], 'forged', { ...data, segment: 2 });
    const [genuine, forged] = rungsOf(facts([...first, copy]));
    expect([genuine?.forged, genuine?.touches]).toEqual([false, []]);
    expect(forged).toMatchObject({ forged: true, left: undefined, came: undefined, sender: 'client' });
  });

  test('on a piece of a segment that was captured whole is the piece’s, with numbers of the whole', () => {
    const whole = crossed(20, 'client', ['PSH', 'ACK'], {
      ...{ seq: 101, relativeSeq: 1, ack: 301, relativeAck: 1, length: 3_000 },
    });
    const pieceAt = (seq: number) =>
      touched(21, 'client', ['ACK'], 'held', { seq, ack: 301, length: 1_448, segment: seq, fault: 'hold-1' });
    const [all, piece] = rungsOf(facts([...whole, pieceAt(1_549)]));
    expect([all?.isPiece, piece?.isPiece]).toEqual([false, true]);
    expect(numbersText(piece ?? rungOf())).toBe('seq 1449 ack 1');
    const [, beyond] = rungsOf(facts([...whole, pieceAt(2_000)]));
    expect(beyond?.isPiece).toBe(false);
  });
});

describe('the kernel’s trace', () => {
  const rst = crossed(30, 'client', ['RST', 'ACK'], { seq: 101, ack: 301 });

  test('tells why a RST was sent, and that it was taken', () => {
    const rung = rungOf(
      ...rst,
      traced(30.05, 'client', 'reset-sent', 'TCP_ABORT_ON_CLOSE'),
      traced(30.1, 'server', 'reset-received'),
    );
    expect(happenedAt({ kind: 'sent', at: 30, rung })).toEqual([
      'RST by a call, TCP_ABORT_ON_CLOSE: it was closed with unread data',
      'taken by server',
    ]);
  });

  test('of another moment is of another RST', () => {
    const rungs = rungsOf(facts([...rst, traced(60, 'client', 'reset-sent', 'NO_SOCKET')]));
    expect(rungs.map(({ reset, header }) => [reset?.reason, header !== undefined])).toEqual([
      [undefined, true],
      ['NO_SOCKET', false],
    ]);
  });

  test('that the other end sent a RST is not of this one', () => {
    const rungs = rungsOf(facts([...rst, traced(30.05, 'server', 'reset-sent', 'NO_SOCKET')]));
    expect(rungs.map(({ sender, reset }) => [sender, reset?.reason])).toEqual([
      ['client', undefined],
      ['server', 'NO_SOCKET'],
    ]);
  });

  test('knows a retransmission whose first copy was not captured', () => {
    const rung = rungOf(...crossed(40, 'server', ['FIN', 'ACK']), traced(40.03, 'server', 'retransmitted'));
    expect(kindText(rung)).toBe('again');
  });

  test('of a listener on any address is known by its port', () => {
    const event = {
      ...traced(31, 'server', 'reset-sent', 'TCP_FLAGS'),
      peer: { address: '0.0.0.0', port: 0 },
    };
    const local = { address: '0.0.0.0', port: 7_000 };
    const rung = rungOf(...crossed(30.9, 'server', ['RST']), { ...event, local });
    expect(rung.reset?.reason).toBe('TCP_FLAGS');
  });

  test('of the SYN-ACKs of a flood, which no device saw, is a rung for all of them', () => {
    const event = traced(1_099, 'server', 'retransmitted');
    if (event.kind !== 'retransmitted') throw new Error(event.kind);
    const rung = rungOf({ ...event, times: 89, peer: { address: '198.18.0.1', port: 4_000 } });
    expect(rung).toMatchObject({ flags: ['SYN', 'ACK'], sender: 'server', receiver: undefined, times: 89 });
    expect(happenedAt({ kind: 'sent', at: 1_099, rung })).toContain('for 89 half-open requests');
  });
});

describe('real evidence', () => {
  test('data and FIN are dropped, and sent again', () => {
    const { rungs, lacks } = ladderOf(recorded('data-and-fin-lost'));
    const story = rungs.map((rung) =>
      [rung.flags.join(' '), kindText(rung), rung.touches[0]?.verdict].filter(Boolean).join(', '),
    );
    expect(story).toEqual([
      ...['SYN', 'SYN ACK', 'ACK'],
      ...['PSH ACK, dropped', 'PSH ACK, again', 'ACK'],
      ...['FIN ACK, dropped', 'FIN ACK, again', 'ACK'],
      ...['FIN ACK', 'ACK'],
    ]);
    expect(lacks).toEqual([]);
  });

  test('what the middlebox answered is forged, and taken; the last one did not arrive', () => {
    const rungs = rungsOf(recorded('forgotten-then-rst'));
    const resets = rungs.filter(({ flags }) => flags.includes('RST'));
    expect(resets.map(({ sender, forged, takenAt }) => [sender, forged, takenAt !== undefined])).toEqual([
      ['server', true, true],
      ['client-host', true, false],
    ]);
  });

  test.each(['data-and-fin-lost', 'forgotten-then-rst', 'clocks-apart'] as const)(
    '%s: no observation is lost, and none is told twice',
    (name) => {
      const { timeline, ...rest } = recorded(name);
      const rungs = rungsOf({ timeline, ...rest });
      const captures = timeline.filter(({ probe }) => probe === 'capture');
      const verdicts = timeline.filter(({ probe }) => probe === 'wire');
      const times = rungs.flatMap(({ left, came }) => [left, came].filter((at) => at !== undefined));
      expect(times.sort((a, b) => a - b)).toEqual(captures.map(({ at }) => at));
      expect(rungs.flatMap(({ touches }) => touches)).toHaveLength(verdicts.length);
    },
  );
});
