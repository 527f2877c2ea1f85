import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { EDGES, type Edge } from '../../harness/model/edges.ts';
import { WITNESSES } from './witnesses.ts';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'states.md'), 'utf8');

/** The rows of the table of edges, without the spaces that make it straight. */
function described(text: string): string[] {
  const rows = text.split('\n').filter((line) => /^\| *\d+ \|/.test(line));
  return rows.map((row) => row.replaceAll(/ +/g, ' '));
}

function rowOf({ number, from, to, event, source, ...more }: Edge): string {
  return `| ${[number, `${from.join(', ')} → ${to}`, event, source.replace('RFC 9293 section ', ''), shownBy(more)].join(' | ')} |`;
}

function shownBy({ oneIsEnough, onLinux, refusedWith, witness }: Partial<Edge>): string {
  return (
    [
      ...(oneIsEnough ? ['from one of these'] : []),
      ...(onLinux ? [`on Linux ${onLinux.from} → ${onLinux.to}`] : []),
      ...(refusedWith === undefined ? [] : [`refused: its application is told ${refusedWith}`]),
      ...(witness ? [WITNESSES[witness].text] : []),
    ].join('; ') || '—'
  );
}

test('docs/states.md has exactly the edges there are, and what shows each', () => {
  expect(described(page)).toEqual(EDGES.map(rowOf));
});

test('a row that is wrong or missing is found', () => {
  const rows = EDGES.map(rowOf);
  expect(described(page.replace('EISCONN', 'EINVAL'))).not.toEqual(rows);
  expect(described(page.replace(/^\| 17 .*\n/m, ''))).not.toEqual(rows);
});
