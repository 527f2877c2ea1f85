import { expect, test } from '@jest/globals';
import { placeLabel, wrap } from './diagram-label.ts';
import { headOf, lineThrough, pointsOf } from './diagram-shape.ts';

test('a way is written as in an SVG path', () => {
  expect(pointsOf('416 150 H252 V216')).toEqual([
    [416, 150],
    [252, 150],
    [252, 216],
  ]);
});

test('a line is round where it turns, and ends where its head begins', () => {
  expect(lineThrough(pointsOf('0 0 H100 V100'))).toBe('M0 0 L86 0 Q100 0 100 14 L100 91');
  expect(headOf(pointsOf('0 0 H100 V100'))).toBe('M100 100 L104 91 L96 91 Z');
});

test('a corner is no rounder than its stretches are long', () => {
  expect(lineThrough(pointsOf('0 0 H10 V100'))).toBe('M0 0 L5 0 Q10 0 10 5 L10 91');
});

test('an event is broken between words only', () => {
  expect(wrap('FIN that acknowledges the FIN', 12)).toEqual(['FIN that', 'acknowledges', 'the FIN']);
  expect(wrap('time-out', 3)).toEqual(['time-out']);
});

test('a label has its plate next to the line, on whichever side it stands', () => {
  const [right, left] = [
    placeLabel('RST', { at: [100, 50] }),
    placeLabel('RST', { at: [100, 50], anchor: 'end' }),
  ];
  expect([right.plate.x, right.box.x]).toEqual([100, 100]);
  expect([left.plate.x + left.plate.width, left.box.x + left.box.width]).toEqual([100, 100]);
});
