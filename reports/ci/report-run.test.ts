import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { reportRun } from './report-run.ts';
import { leave } from './test-run.ts';

const ON_GITHUB = ['GITHUB_ACTIONS', 'GITHUB_STEP_SUMMARY', 'GITHUB_WORKSPACE'];
const saved = { ...process.env };
let run: string;
beforeEach(() => {
  run = mkdtempSync(path.join(tmpdir(), 'halfclose-report-'));
  for (const name of ON_GITHUB) Reflect.deleteProperty(process.env, name);
});
afterEach(() => {
  rmSync(run, { recursive: true });
  for (const name of ON_GITHUB) if (saved[name] !== undefined) process.env[name] = saved[name];
});

const FAILED = { status: 'failed', verdict: 'failed', error: 'it broke' } as const;
const has = (file: string) => existsSync(path.join(run, file));
const page = () => `report: ${path.relative(process.cwd(), path.join(run, 'report.html'))}`;

test('a run gets its page, its summary and its JUnit, and is told where the page is', () => {
  leave(run, 'a', FAILED);
  expect(reportRun(run)).toEqual([page()]);
  expect(['report.html', 'summary.md', 'scenarios.junit.xml'].filter(has)).toHaveLength(3);
});

test('a quick one leaves out the page, and tells what makes it', () => {
  leave(run, 'a');
  expect(reportRun(run, { quick: true })).toEqual([
    `report: npx halfclose report ${path.relative(process.cwd(), run)}`,
  ]);
  expect(['report.html', 'summary.md', 'scenarios.junit.xml'].map(has)).toEqual([false, true, true]);
});

test('a run without scenarios gets nothing', () => {
  expect(reportRun(run)).toEqual([]);
  expect(has('summary.md')).toBe(false);
});

test('GitHub is given annotations and a summary where it asks for them', () => {
  leave(run, 'a', FAILED);
  const step = path.join(run, 'step.md');
  Object.assign(process.env, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: step });
  process.env['GITHUB_WORKSPACE'] = path.dirname(process.cwd());
  expect(reportRun(run)).toEqual([
    `::error file=${path.basename(process.cwd())}/scenarios/fidelity/x.test.ts,title=failed on netns%3A a::it broke`,
    page(),
  ]);
  expect(readFileSync(step, 'utf8')).toBe(readFileSync(path.join(run, 'summary.md'), 'utf8'));
});

test('what cannot be written is told, and all else is made', () => {
  leave(run, 'a');
  for (const file of ['report.html', 'summary.md']) mkdirSync(path.join(run, file));
  const told = reportRun(run);
  expect(told).toEqual([
    expect.stringMatching(/^report\.html could not be written: Error: EISDIR/),
    expect.stringMatching(/^summary\.md could not be written: Error: EISDIR/),
    expect.stringMatching(/^report: npx halfclose report /),
  ]);
  expect(has('scenarios.junit.xml')).toBe(true);
});

test('a step summary that cannot be written costs nothing else', () => {
  leave(run, 'a');
  process.env['GITHUB_STEP_SUMMARY'] = '/dev/null/nowhere';
  expect(reportRun(run)).toEqual([
    expect.stringMatching(/^the step's summary could not be written: Error: ENOTDIR/),
    page(),
  ]);
  expect(has('summary.md') && has('scenarios.junit.xml')).toBe(true);
});

test('evidence that is none does not throw', () => {
  leave(run, 'a');
  writeFileSync(path.join(run, 'netns', 'x', 'a', 'evidence.json'), '{ "schema": ');
  expect(() => reportRun(run)).not.toThrow();
});
