import { expect, test } from '@jest/globals';
import { momentText, runLine } from './run-line.ts';

const RUN = { name: 'run', startedAt: '2026-11-22T00:42:52.500Z', command: undefined };

test('when, how long, on which kernels', () => {
  const environment = [
    { what: 'node', values: ['v24'] },
    { what: 'kernel', values: ['6.18.44', '6.1.0'] },
  ];
  expect(runLine({ ...RUN, durationMs: 125_000, environment })).toBe(
    '22 November 2026, 00:42:52 UTC · took 2 min 5 s · Linux 6.18.44, 6.1.0',
  );
});

test('what is not known is left out', () => {
  expect(runLine({ ...RUN, durationMs: 0, environment: [] })).toBe('22 November 2026, 00:42:52 UTC');
  expect(momentText('')).toBe('at a time that is not known');
});
