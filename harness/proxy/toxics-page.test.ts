import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TOXIC_TYPES } from './toxics/registry.ts';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'toxics.md'), 'utf8');

/** Of each row of the table of toxics: attributes by name, with the least value that it gives them. */
function described(text: string): Record<string, Record<string, number>> {
  const rows = [...text.matchAll(/^\| `(\w+)` \| ([^|]*) \|[^|]*\|[^|]*\| (?:ours|Toxiproxy) \|$/gm)];
  return Object.fromEntries(
    rows.map(([, type = '', cell = '']) => [
      type,
      Object.fromEntries(
        [...cell.matchAll(/`(\w+)` \([^,)]*, (\d+)/g)].map(([, name = '', least]) => [name, Number(least)]),
      ),
    ]),
  );
}

const registered = Object.fromEntries(
  Object.entries(TOXIC_TYPES).map(([type, { attributes }]) => [
    type,
    Object.fromEntries(Object.entries(attributes).map(([name, { least }]) => [name, least])),
  ]),
);

test('docs/toxics.md names exactly the toxics there are, their attributes and least values', () => {
  expect(described(page)).toEqual(registered);
});

test('a row that is wrong or missing is found', () => {
  expect(described(page.replace('(KB/s of 1000 bytes, 1)', '(KB/s of 1000 bytes, 2)'))).not.toEqual(
    registered,
  );
  expect(described(page.replace(/^\| `stall`.*\n/m, ''))).not.toEqual(registered);
});
