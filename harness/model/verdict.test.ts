import { expect, test } from '@jest/globals';
import { verdictOf, type Answer } from './verdict.ts';

const answer = (says: Answer['says'], more: Partial<Answer> = {}): Answer => ({
  says,
  received: '',
  ...more,
});

test.each([
  ['yes', false, 'held'],
  ['yes', true, 'failed'],
  ['no', false, 'failed'],
  ['no', true, 'held'],
] as const)('%s is final at once (negated: %s): %s', (says, negated, verdict) => {
  expect(verdictOf(answer(says), negated, false)).toBe(verdict);
});

test('an open answer has no verdict before the end', () => {
  expect(verdictOf(answer('open'), false, false)).toBeUndefined();
  expect(verdictOf(answer('open'), true, false)).toBeUndefined();
});

test('an open answer at the end: not held, so its negation is, where the sources can tell', () => {
  expect(verdictOf(answer('open'), false, true)).toBe('failed');
  expect(verdictOf(answer('open'), true, true)).toBe('held');
});

test('where the sources cannot tell, it is unproven, each way for its own reason', () => {
  expect(verdictOf(answer('open', { failureUnproven: 'gap' }), false, true)).toBe('unproven');
  expect(verdictOf(answer('open', { failureUnproven: 'gap' }), true, true)).toBe('held');
  expect(verdictOf(answer('open', { negationUnproven: 'gap' }), true, true)).toBe('unproven');
});
