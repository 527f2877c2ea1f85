import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { OPTIONS_OF } from './options.ts';

const PAGE = readFileSync(path.join(__dirname, '..', '..', 'docs', 'lab.md'), 'utf8');
/** Described on a page of its own. */
const ELSEWHERE = { program: ['command', 'files', 'listens', 'connectsTo', 'withinMs'] };

/** The table of options: `server.backlog`, … */
function described(): string[] {
  const [, table = ''] = /^## Options$([^]*?)^## /m.exec(PAGE) ?? [];
  const everybody = Object.keys(OPTIONS_OF);
  return [...table.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].flatMap(([, option = '', of = '']) => {
    const kinds =
      of === 'all'
        ? everybody
        : of === 'all but host'
          ? everybody.filter((kind) => kind !== 'host')
          : of.split(', ');
    return kinds.map((kind) => `${kind}.${option}`);
  });
}

test('the page of the lab has every option of everything that is made in it, and no other', () => {
  const known = Object.entries(OPTIONS_OF).flatMap(([kind, options]) =>
    options
      .filter((option) => kind !== 'program' || !ELSEWHERE.program.includes(option))
      .map((option) => `${kind}.${option}`),
  );
  expect(described().sort()).toEqual(known.sort());
});
