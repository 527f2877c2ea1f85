import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { leave } from '../../reports/ci/test-run.ts';
import { FailedScenarios } from './failed-scenarios.ts';

/** Where planted evidence says that it is from. */
const FILE = 'scenarios/fidelity/x.test.ts';
const TIMED_OUT = { status: 'failed', verdict: 'failed', error: 'not over after 300 ms' } as const;
let run: string;
beforeEach(() => {
  run = mkdtempSync(path.join(tmpdir(), 'halfclose-failed-'));
});
afterEach(() => rmSync(run, { recursive: true }));

const names = (failed: FailedScenarios) => failed.of(FILE).map(({ scenario }) => scenario.name);

test('are told once, in the order of their start', () => {
  const failed = new FailedScenarios(run);
  leave(run, 'a', { ...TIMED_OUT, startedAt: '2026-01-01T00:00:02.000Z' });
  leave(run, 'b', { ...TIMED_OUT, startedAt: '2026-01-01T00:00:01.000Z' });
  expect(names(failed)).toEqual(['b', 'a']);
  leave(run, 'c', TIMED_OUT);
  expect(names(failed)).toEqual(['c']);
});

test('those whose error shows what happened need no more, nor those of which nothing is known', () => {
  const failed = new FailedScenarios(run);
  leave(run, 'matcher', { ...TIMED_OUT, error: 'expect(a) failed\n  Observed  ss\n    +345 ms   — connect' });
  leave(run, 'empty', { ...TIMED_OUT, timeline: [] });
  leave(run, 'passed');
  expect(names(failed)).toEqual([]);
});

test('what was there before, what is of another file and what is still under way is left', () => {
  leave(run, 'before', TIMED_OUT);
  const failed = new FailedScenarios(run);
  leave(run, 'elsewhere', { ...TIMED_OUT, scenario: { name: 'elsewhere', file: 'other/x.test.ts' } });
  leave(run, 'open', { status: 'running' });
  expect(names(failed)).toEqual([]);
  leave(run, 'open', TIMED_OUT);
  expect(names(failed)).toEqual(['open']);
});
