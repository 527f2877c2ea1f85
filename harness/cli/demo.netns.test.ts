import { stripVTControlCharacters } from 'node:util';
import { expect, jest, test } from '@jest/globals';
import { ChildRun } from '../scenario/fixtures/child-run.ts';
import { headlines, summariesIn } from './fixtures/demo-summary.ts';

jest.setTimeout(120_000);

test('halfclose demo --json: a verdict for each scenario, and the states of each socket', async () => {
  await using run = ChildRun.ofCommand(['demo', '--json']);
  expect(await run.exitCode).toBe(0);
  expect(summariesIn(run.printed)).toEqual(headlines('netns'));
});

test('halfclose demo: the timeline of both ends for each scenario', async () => {
  await using run = ChildRun.ofCommand(['demo', '--backend', 'netns']);
  expect(await run.exitCode).toBe(0);
  const printed = stripVTControlCharacters(run.printed);
  expect(printed.match(/^held {2}/gm)).toHaveLength(3);
  expect(printed.match(/^ {4}\+\d+ ms +client FIN_WAIT2/gm)?.length).toBeGreaterThanOrEqual(2);
  expect(printed.match(/ server CLOSE_WAIT/g)?.length).toBeGreaterThanOrEqual(2);
  expect(printed).toContain('3 of 3 scenarios held; evidence in ');
});
