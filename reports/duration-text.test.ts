import { expect, test } from '@jest/globals';
import { durationText, instantText } from './duration-text.ts';

test.each([
  [0, '0 ms'],
  [412.4, '412 ms'],
  [999.6, '1.0 s'],
  [13_068, '13.1 s'],
  [59_960, '1 min 0 s'],
  [125_400, '2 min 5 s'],
  [3_725_000, '1 h 2 min'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('an instant is counted from the beginning', () => {
  expect(instantText(402.6)).toBe('+403 ms');
});
