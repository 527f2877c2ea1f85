import { expect, test } from '@jest/globals';
import { placeAfter } from './roving.ts';

const lanes = [[{ at: 1 }, { at: 5 }, { at: 9 }], [], [{ at: 0 }, { at: 6 }]];
const middle = { lane: 0, thing: 1 };

test.each([
  ['ArrowLeft', { lane: 0, thing: 0 }],
  ['ArrowRight', { lane: 0, thing: 2 }],
  ['Home', { lane: 0, thing: 0 }],
  ['End', { lane: 0, thing: 2 }],
])('%s stays in the lane', (key, place) => {
  expect(placeAfter(key, middle, lanes)).toEqual(place);
});

test('up and down lead to what is nearest in time, over lanes without anything', () => {
  expect(placeAfter('ArrowDown', middle, lanes)).toEqual({ lane: 2, thing: 1 });
  expect(placeAfter('ArrowUp', { lane: 2, thing: 0 }, lanes)).toEqual({ lane: 0, thing: 0 });
});

test.each([
  ['ArrowLeft', { lane: 0, thing: 0 }],
  ['ArrowRight', { lane: 0, thing: 2 }],
  ['ArrowUp', middle],
  ['ArrowDown', { lane: 2, thing: 0 }],
  ['Tab', middle],
  ['a', middle],
])('%s leads nowhere from %p', (key, place) => {
  expect(placeAfter(key, place, lanes)).toBeUndefined();
});
