import { expect, test } from '@jest/globals';
import { flakyGroups, headline, runsOf, slowest, talliesOf } from './tallies.ts';
import { head } from './test-heads.ts';

test('each backend is counted on its own', () => {
  const run = [head(), head({ backend: 'docker', outcome: 'failed' }), head({ outcome: 'failed' }), head()];
  expect(talliesOf(run)).toEqual([
    { backend: 'netns', total: 3, counts: { passed: 2, interrupted: 0, unproven: 0, failed: 1 } },
    { backend: 'docker', total: 1, counts: { passed: 0, interrupted: 0, unproven: 0, failed: 1 } },
  ]);
});

test('the headline says what is wrong, the worst first', () => {
  expect(headline([])).toBe('No scenario left evidence');
  expect(headline([head()])).toBe('The scenario passed');
  expect(headline([head(), head()])).toBe('All 2 scenarios passed');
  expect(headline([head(), head({ outcome: 'interrupted' }), head({ outcome: 'failed' })])).toBe(
    '1 failed, 1 interrupted of 3 scenarios',
  );
});

test('the slowest stand first, each scenario once', () => {
  const times = { a: 5, b: 50, c: 500, d: 20 };
  const run = Object.entries(times).map(([name, durationMs]) => head({ name, durationMs }));
  const again = [head({ name: 'c', durationMs: 600 }), head({ name: 'b', durationMs: 7 })];
  expect(slowest([...run, ...again], 3)).toEqual([4, 1, 3]);
});

test('flaky runs stand together by scenario: its backend, its file and its name', () => {
  const flaky = { flaky: true };
  const run = [
    head(flaky),
    head({ ...flaky, name: 'b' }),
    head(),
    head(flaky),
    head({ ...flaky, file: 'b.test.ts' }),
  ];
  expect(flakyGroups(run)).toEqual([[0, 3], [1], [4]]);
});

test('the runs of one scenario are those on its backend', () => {
  const run = [head(), head({ backend: 'docker' }), head({ name: 'b' }), head()];
  expect(runsOf(run, 3)).toEqual([0, 3]);
  expect(runsOf(run, 1)).toEqual([1]);
});
