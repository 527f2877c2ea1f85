import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { appendStepSummary, fitting } from './step-summary.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfclose-summary-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what fits is left whole', () => {
  expect(fitting(['one', 'two'], 10)).toBe('one\n\ntwo\n\n');
});

test('what does not is cut between blocks, counted in bytes, with a note', () => {
  const blocks = ['one', 'é'.repeat(50), 'three'];
  expect(fitting(blocks, 110)).toBe('one\n\n… the rest is in summary.md: GitHub takes no more.\n\n');
  expect(fitting(blocks, 20)).toBe('');
});

test('no more than GitHub takes is added to what steps before have written', () => {
  const file = path.join(folder, 'step.md');
  const before = 'x'.repeat(1_000_000);
  writeFileSync(file, before);
  appendStepSummary(file, ['head', ...Array.from({ length: 1_000 }, () => 'y'.repeat(100))]);
  expect(statSync(file).size).toBeLessThanOrEqual(1024 * 1024);
  expect(statSync(file).size).toBeGreaterThan(1024 * 1024 - 200);
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith(`${before}head\n\nyyy`)).toBe(true);
  expect(text).toMatch(/y\n\n… the rest is in summary\.md: GitHub takes no more\.\n\n$/);
});

test('a file that is not there yet is made', () => {
  const file = path.join(folder, 'step.md');
  appendStepSummary(file, ['head']);
  expect(readFileSync(file, 'utf8')).toBe('head\n\n');
});
