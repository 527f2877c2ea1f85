import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { RESET_REASONS } from '../model/reset-reason.ts';

const ROOT = path.join(__dirname, '..', '..');
const FOLDER = path.join(ROOT, 'scenarios', 'reset-reasons');
const page = readFileSync(path.join(ROOT, 'docs', 'resets.md'), 'utf8');

/** Of each reason that the page has a scenario for: the scenario's file. */
function shown(text: string): Record<string, string> {
  const rows = text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| [^|]+ \| `([a-z0-9-]+)` \|$/gm);
  return Object.fromEntries(Array.from(rows, ([, reason = '', file = '']) => [reason, file]));
}

/** The reasons that the page says cannot be made, each with why. */
function notShown(text: string): string[] {
  return Array.from(text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| [^|]+ \|$/gm), ([, reason = '']) => reason);
}

/** The reasons that a scenario asserts, together with what made the kernel send it. */
function asserted(file: string): string[] {
  const text = readFileSync(path.join(FOLDER, `${file}.test.ts`), 'utf8');
  return Array.from(
    text.matchAll(/\)\.toHaveSentReset\(\{ reason: '(\w+)', by: '\w+' \}\)/g),
    ([, reason = '']) => reason,
  );
}

test('docs/resets.md has a row for each reason that a kernel is known to give, and one only', () => {
  const rows = [...Object.keys(shown(page)), ...notShown(page)];
  expect(rows.sort()).toEqual([...RESET_REASONS].sort());
});

test.each(Object.entries(shown(page)))('%s is asserted by %s', (reason, file) => {
  expect(asserted(file)).toContain(reason);
});

test('and there is no scenario that the page does not name', () => {
  const files = readdirSync(FOLDER).map((name) => name.replace(/\.test\.ts$/, ''));
  expect(files.filter((file) => !page.includes(`\`${file}\``))).toEqual(['this-kernel-knows-no-more']);
  const named = [...page.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, file = '']) => file);
  expect(named.filter((file) => !existsSync(path.join(FOLDER, `${file}.test.ts`)))).toEqual([]);
});

test('a row that is wrong or missing is found', () => {
  expect(shown(page.replace('| `NO_SOCKET` |', '| NO_SOCKET |'))).not.toHaveProperty('NO_SOCKET');
  expect(notShown(page.replace('| `ERROR` |', '| |'))).not.toContain('ERROR');
  expect(asserted('tcp-too-old-ack-syn-recv-then-old-ack')).not.toContain('TCP_ACK_UNSENT_DATA');
});
