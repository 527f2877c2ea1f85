import { describe, expect, test } from '@jest/globals';
import { captured, touched } from '../../harness/model/explanation/test-facts.ts';
import { crossed, rungOf, SYN } from './test-rungs.ts';
import { flagsText, happenedAt, lengthText, numbersText } from './words.ts';

describe('what is written of a rung', () => {
  test('flags, numbers as captures count, and length', () => {
    const rung = rungOf(
      ...crossed(20, 'client', ['PSH', 'ACK'], { relativeSeq: 1, relativeAck: 1, length: 5 }),
    );
    expect([flagsText(rung), numbersText(rung), lengthText(rung)]).toEqual([
      'PSH ACK',
      'seq 1 ack 1',
      'len 5',
    ]);
  });

  test('no acknowledgement number without ACK, no length without payload', () => {
    expect([numbersText(rungOf(...SYN)), lengthText(rungOf(...SYN))]).toEqual(['seq 0', '']);
  });

  test('a detail of the verdict stands with it', () => {
    const more = { seq: 100, ack: 0, fault: 'fault-1', detail: 'rst' };
    const rejected = touched(11, 'client', ['SYN'], 'rejected', more);
    expect(happenedAt({ kind: 'sent', at: 10, rung: rungOf(...SYN, rejected) })).toEqual([
      'fault-1: rejected (rst)',
    ]);
  });

  test('which capture does not have it', () => {
    const rung = rungOf(captured(10, 'client', 'out', ['SYN']));
    expect(happenedAt({ kind: 'sent', at: 10, rung })).toEqual(['not captured at server']);
  });
});
