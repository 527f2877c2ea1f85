import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readRun } from '../read-run.ts';
import { readRunNote, writeRunNote } from '../run-note.ts';
import { mergeRuns } from './merge-runs.ts';
import { leave } from './test-run.ts';

let out: string;
const run = (name: string) => path.join(out, name);
beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'halfclose-merge-'));
});
afterEach(() => rmSync(out, { recursive: true }));

function merged(...runs: string[]): string[] {
  mergeRuns(runs.map(run), run('all'));
  return globSync('**/*', { cwd: run('all'), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(run('all'), path.join(entry.parentPath, entry.name)))
    .sort();
}

test('the scenarios of all runs, with all that lies beside their evidence', () => {
  leave(run('one'), 'a');
  leave(run('two'), 'b', { backend: 'docker' });
  expect(merged('one', 'two')).toEqual([
    'docker/x/b/capture.pcapng',
    'docker/x/b/evidence.json',
    'netns/x/a/capture.pcapng',
    'netns/x/a/evidence.json',
  ]);
});

test('take no space of their own where that can be', () => {
  const folder = leave(run('one'), 'a');
  merged('one');
  const inode = (folder: string) => statSync(path.join(folder, 'evidence.json')).ino;
  expect(inode(path.join(run('all'), 'netns', 'x', 'a'))).toBe(inode(folder));
});

test('a scenario that several runs have gets a number', () => {
  leave(run('one'), 'a', { seed: 1 });
  leave(run('two'), 'a', { seed: 2 });
  expect(merged('one', 'two').filter((file) => file.endsWith('.json'))).toEqual([
    'netns/x/a-2/evidence.json',
    'netns/x/a/evidence.json',
  ]);
  expect(
    readRun(run('all'))
      .map(({ seed }) => seed)
      .sort((a, b) => a - b),
  ).toEqual([1, 2]);
});

test('what other reporters left stays apart, also when merged runs are merged; what is made anew is left out', () => {
  for (const [shard, name] of [
    ['one', 'a'],
    ['two', 'b'],
    ['three', 'c'],
  ] as const) {
    leave(run(shard), name);
    for (const file of ['junit.xml', 'scenarios.junit.xml', 'report.html', 'summary.md'])
      writeFileSync(path.join(run(shard), file), shard);
  }
  mergeRuns([run('one'), run('two')], run('half'));
  expect(merged('half', 'three').filter((file) => !file.startsWith('netns'))).toEqual([
    'junit/one/junit.xml',
    'junit/three/junit.xml',
    'junit/two/junit.xml',
  ]);
  expect(readFileSync(path.join(run('all'), 'junit/two/junit.xml'), 'utf8')).toBe('two');
});

test('shards of the same name do not take each other’s place', () => {
  for (const place of ['x/run', 'y/run']) {
    leave(run(place), place.slice(0, 1));
    writeFileSync(path.join(run(place), 'junit.xml'), place);
  }
  expect(merged('x/run', 'y/run').filter((file) => file.startsWith('junit'))).toEqual([
    'junit/run-2/junit.xml',
    'junit/run/junit.xml',
  ]);
});

test('the merged run began with the first, and is repeated by what repeats each', () => {
  for (const [name, startedAt, shard] of [
    ['one', '2026-01-01T00:00:02.000Z', '1/2'],
    ['two', '2026-01-01T00:00:01.000Z', '2/2'],
  ] as const) {
    mkdirSync(run(name));
    writeRunNote(run(name), { schema: 1, command: `npx jest --shard=${shard}`, startedAt });
  }
  leave(run('noteless'), 'a');
  merged('one', 'two', 'noteless');
  expect(readRunNote(run('all'))).toEqual({
    schema: 1,
    command: 'npx jest --shard=1/2 && npx jest --shard=2/2',
    startedAt: '2026-01-01T00:00:01.000Z',
  });
});
