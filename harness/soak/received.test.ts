import { expect, test } from '@jest/globals';
import { Received, type Outcome } from './received.ts';

const SENT = Buffer.from('0123456789');
const EVERY = 100;

test.each<[string, string, boolean, Outcome, Outcome]>([
  ['all of it', '0123456789', true, 'whole', 'whole'],
  ['all of it, without an end', '0123456789', false, 'part', 'part'],
  ['the beginning', '0123', true, 'part', 'part'],
  ['nothing', '', false, 'part', 'part'],
  ['several bits turned over', '0123456889', true, 'wrong', 'wrong'],
  ['one bit turned over', '0123456788', true, 'wrong', 'changed'],
  ['one bit turned over in the beginning', '1123', true, 'wrong', 'part'],
  ['one byte missing', '012346789', true, 'wrong', 'wrong'],
  ['one byte more', '01234567890', true, 'wrong', 'wrong'],
])(
  '%s: %s, ended %s, is %s, and %s where bits may be turned over',
  (_what, came, ended, strictly, corrupted) => {
    const received = new Received(SENT);
    // In two pieces, as it may come.
    received.take(Buffer.from(came.slice(0, 3)));
    received.take(Buffer.from(came.slice(3)));
    received.ended = ended;
    expect(received.outcome(Infinity)).toBe(strictly);
    expect(received.outcome(EVERY)).toBe(corrupted);
  },
);

test('more bits turned over than the toxic says are wrong', () => {
  const sent = Buffer.alloc(1_000);
  const turned = (many: number) => {
    const received = new Received(sent);
    received.take(Buffer.alloc(1_000).fill(1, 0, many));
    received.ended = true;
    return received.outcome(EVERY);
  };
  expect([turned(10), turned(40), turned(41)]).toEqual(['changed', 'changed', 'wrong']);
});
