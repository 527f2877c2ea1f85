import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { readRun } from '../../reports/read-run.ts';
import { readRunNote } from '../../reports/run-note.ts';
import { ChildRun } from '../scenario/fixtures/child-run.ts';

jest.setTimeout(120_000);

test('two shards of the headline scenarios become one run', async () => {
  const shard = (which: string) =>
    ChildRun.ofFixtures('netns', [], { jest: [`--shard=${which}`, '--', 'scenarios/headline'] });
  await using first = shard('1/2');
  expect(await first.exitCode).toBe(0);
  await using second = shard('2/2');
  expect(await second.exitCode).toBe(0);

  const runs = [first, second].map(({ out }) => path.join(out, 'latest'));
  await using merge = ChildRun.ofCommand(['report', 'merge', ...runs]);
  expect(await merge.exitCode).toBe(0);
  const merged = path.dirname(path.resolve(merge.output.trim()));
  expect(path.dirname(merged)).toBe(first.out);
  expect(readFileSync(path.join(merged, 'summary.md'), 'utf8')).toContain('3 of 3 scenarios passed');
  expect(readRun(merged)).toHaveLength(3);
  expect(readRunNote(merged)?.command).toMatch(/ --shard=1\/2 .* && .* --shard=2\/2 /);
});
