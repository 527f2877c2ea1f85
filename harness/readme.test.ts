import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = path.join(__dirname, '..');
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

const pages = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)];

test('scenarios in README and docs are the files they are taken from', () => {
  const blocks = pages
    .filter((page) => page.endsWith('.md'))
    .map((page) => readFileSync(path.join(ROOT, page), 'utf8'))
    .flatMap((text) => [...text.matchAll(/<!-- from (\S+) -->\n```ts\n([\s\S]*?)```/g)]);
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  for (const [, file = '', text] of blocks) expect(text).toBe(readFileSync(path.join(ROOT, file), 'utf8'));
});

describe('README', () => {
  test('every folder it names is there', () => {
    const folders = [...readme.matchAll(/^\| `([a-z]+\/)` \|/gm)].map(([, folder = '']) => folder);
    expect(folders.length).toBeGreaterThan(4);
    expect(folders.filter((folder) => !existsSync(path.join(ROOT, folder)))).toEqual([]);
  });
});

test('every file that a note names as its proof is there', () => {
  const notes = readdirSync(path.join(ROOT, 'discoveries')).map((name) =>
    path.join(ROOT, 'discoveries', name),
  );
  const named = notes.flatMap((note) => readFileSync(note, 'utf8').match(/\bharness\/[\w./-]+\.ts\b/g) ?? []);
  expect(named.length).toBeGreaterThanOrEqual(notes.length);
  expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});
