import { describe, expect, test } from '@jest/globals';
import { deadlineOf, taggedName } from './options.ts';

describe('the deadline of a scenario', () => {
  test('is a minute, or what its options say', () => {
    expect([deadlineOf({}), deadlineOf({ deadlineMs: 90_000 })]).toEqual([60_000, 90_000]);
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 31])('is not %p', (deadlineMs) => {
    expect(() => deadlineOf({ deadlineMs })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringContaining(String(deadlineMs)),
      }),
    );
  });
});

test('tags stand behind the name, for a filter to find', () => {
  expect(taggedName('it waits', {})).toBe('it waits');
  expect(taggedName('it waits', { tags: ['slow', 'kernel'] })).toBe('it waits [slow] [kernel]');
  expect('it waits [slow]').not.toMatch(/^(?!.*\[slow\])/);
});
