import { expect, test } from '@jest/globals';
import type { Evidence } from '../../harness/model/evidence.ts';
import { evidenceOf } from '../fidelity/test-evidence.ts';
import { failureText } from '../scenario-text/failure-text.ts';
import { firstLines, placeOf, verdictsOf } from './verdicts.ts';

const ran = (name: string, more: Partial<Evidence> = {}) => evidenceOf(name, [], more);
const FAILED = { status: 'failed', verdict: 'failed' } as const;
const UNPROVEN = { status: 'failed', verdict: 'unproven' } as const;
const INTERRUPTED = { status: 'running', verdict: undefined } as const;

const told = (run: readonly Evidence[]) =>
  verdictsOf(run).map(({ evidence, outcome, times, bad, flaky }) => ({
    name: evidence.scenario.name,
    ...{ outcome, times, bad, flaky },
  }));

test('the worst come first, each scenario once a backend', () => {
  const run = [ran('a'), ran('b', UNPROVEN), ran('c', FAILED), ran('c', { ...FAILED, backend: 'docker' })];
  expect(told(run)).toEqual([
    { name: 'c', outcome: 'failed', times: 1, bad: 1, flaky: false },
    { name: 'c', outcome: 'failed', times: 1, bad: 1, flaky: false },
    { name: 'b', outcome: 'unproven', times: 1, bad: 1, flaky: false },
    { name: 'a', outcome: 'passed', times: 1, bad: 0, flaky: false },
  ]);
});

test('a scenario that passed and failed in one run is flaky, by the time that it failed', () => {
  const run = [ran('a'), ran('a', { ...FAILED, error: 'first' }), ran('a', { ...FAILED, error: 'second' })];
  expect(told(run)).toEqual([{ name: 'a', outcome: 'failed', times: 3, bad: 2, flaky: true }]);
  expect(verdictsOf(run)[0]?.evidence.error).toBe('first');
});

test('one that always fails is not flaky, nor one that was interrupted while it was repeated', () => {
  expect(told([ran('a', FAILED), ran('a', FAILED)])[0]?.flaky).toBe(false);
  expect(told([ran('a'), ran('a', INTERRUPTED)])).toMatchObject([{ outcome: 'interrupted', flaky: false }]);
});

test('a scenario of the same name in another file is another one', () => {
  const elsewhere = { scenario: { name: 'a', file: 'scenarios/other.test.ts' } };
  expect(told([ran('a'), ran('a', elsewhere)])).toHaveLength(2);
});

test('why it did not pass: its error, else that of a disposal, else that it was ended; without colours', () => {
  expect(failureText(ran('a', { error: '\u{1b}[31mred\u{1b}[39m', teardownErrors: ['later'] }))).toBe('red');
  expect(failureText(ran('a', { teardownErrors: ['one', 'two'] }))).toBe('one\ntwo');
  expect(failureText(ran('a', INTERRUPTED))).toBe('the harness was ended before the scenario was');
});

test('the first lines of a text say that there are more', () => {
  expect(firstLines('a\nb', 2)).toBe('a\nb');
  expect(firstLines('a\nb\nc', 2)).toBe('a\nb\n…');
  expect(firstLines('x'.repeat(1_000), 1)).toBe(`${'x'.repeat(240)}…`);
});

test('where it failed, else where it is declared, else nowhere', () => {
  const scenario = { name: 'a', file: 'a.test.ts', line: 7 };
  expect(placeOf(ran('a', { scenario, failedAt: { line: 9, column: 3 } }))).toEqual({ line: 9, column: 3 });
  expect(placeOf(ran('a', { scenario }))).toEqual({ line: 7 });
  expect(placeOf(ran('a'))).toEqual({});
});
