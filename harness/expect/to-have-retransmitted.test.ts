import { expect, test } from '@jest/globals';
import { verdictOf } from '../model/verdict.ts';
import { answerRetransmitted } from './to-have-retransmitted.ts';

const verdicts = (
  { traced = 0, counted = 0, gap }: { traced?: number; counted?: number; gap?: string },
  times?: number,
) =>
  [false, true].map((negated) =>
    verdictOf(answerRetransmitted({ traced, counted, gap, host: 'client' }, times), negated, true),
  );

test.each([
  [0, undefined, 'failed', 'held'],
  [1, undefined, 'held', 'failed'],
  [0, 1, 'failed', 'held'],
  [1, 1, 'held', 'failed'],
  [2, 1, 'failed', 'held'],
  [1, 2, 'failed', 'held'],
])('%d traced, %p wanted: %s, negated %s', (traced, times, verdict, negated) => {
  expect(verdicts({ traced, counted: traced }, times)).toEqual([verdict, negated]);
});

// All sockets of a host count together.
test.each([
  [0, undefined, 'failed', 'held'],
  [1, undefined, 'unproven', 'unproven'],
  [1, 2, 'failed', 'held'],
  [2, 2, 'unproven', 'unproven'],
  [3, 2, 'unproven', 'unproven'],
])('without the trace %d counted, %p wanted: %s, negated %s', (counted, times, verdict, negated) => {
  expect(verdicts({ counted, gap: 'no root' }, times)).toEqual([verdict, negated]);
});

test('what was traced before events were lost is true, but may not be all', () => {
  const lost = { traced: 1, counted: 2, gap: '3 events were lost' };
  expect(verdicts(lost)).toEqual(['held', 'failed']);
  expect(verdicts(lost, 1)).toEqual(['unproven', 'unproven']);
  expect(verdicts({ ...lost, traced: 3 }, 1)).toEqual(['failed', 'held']);
});

test('once more than wanted is never just as often again', () => {
  const answer = answerRetransmitted({ traced: 2, counted: 2, gap: undefined, host: 'client' }, 1);
  expect(answer).toMatchObject({ says: 'no', received: '2 retransmissions' });
});
