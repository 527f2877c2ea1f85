import { expect, test } from '@jest/globals';
import { nextSort, ordered, orderOf } from './order.ts';
import { head } from './test-heads.ts';

const query = (text: string) => new URLSearchParams(text);

test('without an order: failed, unproven, interrupted, flaky, and the rest by file', () => {
  const run = [
    head({ file: 'b.test.ts' }),
    head({ file: 'a.test.ts' }),
    head({ file: 'a.test.ts', flaky: true }),
    head({ outcome: 'interrupted' }),
    head({ outcome: 'unproven' }),
    head({ outcome: 'failed' }),
  ];
  expect(ordered(run, [...run.keys()], undefined)).toEqual([5, 4, 3, 2, 1, 0]);
});

test('a column, ascending and descending; equals in the order in which they started', () => {
  const run = [
    head({ durationMs: 30 }),
    head({ durationMs: 9 }),
    head({ durationMs: 200 }),
    head({ durationMs: 9 }),
  ];
  expect(ordered(run, [0, 1, 2, 3], orderOf(query('sort=duration')))).toEqual([1, 3, 0, 2]);
  expect(ordered(run, [0, 1, 2, 3], orderOf(query('sort=-duration')))).toEqual([2, 0, 1, 3]);
});

test('a column that is not there is no order', () => {
  expect(orderOf(query('sort=colour'))).toBeUndefined();
  expect(orderOf(query('sort=--name'))).toBeUndefined();
});

test('three clicks on a head lead back', () => {
  const clicks = ['name', '-name', ''];
  let order = orderOf(query('sort=backend'));
  for (const expected of clicks) {
    const sort = nextSort(order, 'name');
    expect(sort).toBe(expected);
    order = orderOf(query(`sort=${sort}`));
  }
});
