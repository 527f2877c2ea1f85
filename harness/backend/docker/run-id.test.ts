import { describe, expect, test } from '@jest/globals';
import { HERE, newRunId, runState, type Place } from './run-id.ts';

const here: Place = { place: 'here', boot: 'boot2', startOf: (pid) => (pid === 7 ? '100' : undefined) };

describe('runState', () => {
  test.each([
    ['here.boot2.7.100.aa', 'alive'],
    ['here.boot2.7.99.aa', 'dead'], // its process id has been given to another since
    ['here.boot2.8.100.aa', 'dead'],
    ['here.boot1.7.100.aa', 'dead'], // the machine has been started anew since
    ['there.boot2.7.100.aa', 'elsewhere'],
    ['', 'elsewhere'],
    ['something else', 'elsewhere'],
  ])('of %p is %s', (run, state) => {
    expect(runState(run, here)).toBe(state);
  });

  test('knows this very process to be alive, on the real /proc', () => {
    expect(runState(newRunId())).toBe('alive');
    expect(HERE.startOf(process.pid)).toMatch(/^\d+$/);
  });
});

test('no two runs of one process share an id, and each may be the value of a label', () => {
  const ids = [newRunId(), newRunId()];
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toMatch(/^[\w.]+$/);
});
