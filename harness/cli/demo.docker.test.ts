import { expect, jest, test } from '@jest/globals';
import { ChildRun } from '../scenario/fixtures/child-run.ts';
import { headlines, summariesIn } from './fixtures/demo-summary.ts';

jest.setTimeout(120_000);

test('halfclose demo --json --backend all: both backends, one object for each scenario', async () => {
  await using run = ChildRun.ofCommand(['demo', '--json', '--backend', 'all']);
  expect(await run.exitCode).toBe(0);
  expect(summariesIn(run.printed)).toEqual([...headlines('docker'), ...headlines('netns')]);
});
