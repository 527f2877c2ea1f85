import { expect, test } from '@jest/globals';
import { durationText, instantText, lasting, sinceBegin } from './time-text.ts';

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

test.each([
  [0.0314, '31 µs'],
  [4.24, '4.2 ms'],
  [999.4, '999.4 ms'],
  [1_240, '1.24 s'],
])('%d ms, told closely, are %s', (ms, text) => {
  expect(lasting(ms)).toBe(text);
});

test.each([
  [404.12, '+404.1 ms'],
  [9_999.9, '+9999.9 ms'],
  [61_880, '+61.88 s'],
])('%d ms since the beginning are %s', (ms, text) => {
  expect(sinceBegin(ms)).toBe(text);
});
