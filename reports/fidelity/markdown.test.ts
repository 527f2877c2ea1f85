import { expect, test } from '@jest/globals';
import { outdated, renderMatrix, TABLE_PART } from './markdown.ts';
import type { Matrix } from './matrix.ts';

const EMPTY =
  'Before.\n\n<!-- fidelity: begin; made by `halfclose fidelity --write` -->\n<!-- fidelity: end -->\n\nAfter.\n';

const same = { client: 'gone', server: 'gone; RST' };
const matrix: Matrix = {
  backend: 'netns',
  versions: { kernel: '6.18.44', toxiproxy: '2.12.0' },
  rows: [
    {
      name: 'resets',
      unlikeDirect: undefined,
      seen: { direct: same, ours: same, Toxiproxy: { ...same, server: 'FIN' } },
    },
    { name: 'disabled', unlikeDirect: 'there is none', seen: { ours: { ...same, control: 'answered' } } },
  ],
};
const page = TABLE_PART.put(EMPTY, renderMatrix(matrix));

test('the table stands in its place, and what is like direct says so', () => {
  expect(page).toMatch(/^Before\..*After\.\n$/s);
  expect(page).toContain('| resets | server | gone; RST | as direct | FIN |');
  expect(page).toContain('| disabled | control | — | answered | — |');
  expect(page).toContain('- disabled: there is none.');
});

test('written twice it is the same, and not outdated', () => {
  expect(TABLE_PART.put(page, renderMatrix(matrix))).toBe(page);
  expect(outdated(page, matrix)).toEqual([]);
});

test.each([
  ['a cell of ours', 'as direct | FIN', 'FIN | FIN'],
  ['a cell of Toxiproxy', 'as direct | FIN', 'as direct | RST'],
  ['a row', '| resets | server |', '| resets | nobody |'],
  ['a reason', 'there is none', 'who knows'],
])('planted: %s that says otherwise is outdated', (_what, seen, said) => {
  expect(outdated(page.replace(seen, said), matrix)).toHaveLength(1);
});

test('a route that was not run is not compared', () => {
  const rows = matrix.rows.map(({ seen: { direct, ours }, ...row }) => ({
    ...row,
    seen: { ...(direct && { direct }), ...(ours && { ours }) },
  }));
  expect(outdated(page.replace('as direct | FIN', 'as direct | RST'), { ...matrix, rows })).toEqual([]);
});

test('a page without a place for it is told so', () => {
  expect(() => TABLE_PART.put('no markers', 'table')).toThrow('no place for it');
});
