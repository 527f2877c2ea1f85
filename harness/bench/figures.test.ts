import { expect, test } from '@jest/globals';
import { percentile, spread, timesBetter } from './figures.ts';

test('a spread is the middle, the least and the most', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(spread([10, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 10 });
});

test('figures keep four digits, large or small', () => {
  expect(spread([123_456])).toMatchObject({ median: 123_500 });
  expect(spread([0.000_123_456])).toMatchObject({ median: 0.000_123_5 });
});

test.each([
  [50, 50],
  [99, 99],
  [100, 100],
  [0.5, 1],
])('percentile %d of 1 to 100, in any order', (percent, expected) => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, percent)).toBe(expected);
});

test('the 99th of few values is the greatest', () => {
  expect(percentile([5, 9, 7], 99)).toBe(9);
});

test('better is above 1, whichever way is better', () => {
  const [low, high] = [spread([2]), spread([5])];
  expect(timesBetter('more', high, low)).toBe(2.5);
  expect(timesBetter('less', low, high)).toBe(2.5);
  expect(timesBetter('less', high, low)).toBe(0.4);
});
