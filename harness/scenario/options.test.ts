import { describe, expect, test } from '@jest/globals';
import { checkScenarioOptions, deadlineOf, taggedName } from './options.ts';

describe('the deadline of a scenario', () => {
  test('is a minute, or what its options say', () => {
    expect([deadlineOf({}), deadlineOf({ deadlineMs: 90_000 })]).toEqual([60_000, 90_000]);
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 31])('is not %p', (deadlineMs) => {
    expect(() => checkScenarioOptions({ deadlineMs })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringMatching(
          new RegExp(
            `^scenario\\(\\): option \`deadlineMs\`: .*\\n {2}got ${String(deadlineMs).replace('.', '\\.')}$`,
          ),
        ),
      }),
    );
  });
});

describe('options of a scenario', () => {
  test('are all of those that it has', () => {
    const options = {
      needs: ['wire', 'trace'],
      edge: 3,
      holds: 'CLOSING',
      tags: ['slow'],
      deadlineMs: 1,
    } as const;
    expect(() => checkScenarioOptions(options)).not.toThrow();
    expect(() => checkScenarioOptions({ needs: 'conntrack' })).not.toThrow();
  });

  test('that it does not have are named, with those that it has', () => {
    expect(() => checkScenarioOptions({ deadlineMS: 5 } as never)).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_OPTION',
        message: 'scenario() has no option `deadlineMS`\n  it takes: needs, edge, holds, tags, deadlineMs',
      }),
    );
  });

  // One that nobody knows how to try would be taken for one that is there.
  test('need what there is', () => {
    for (const needs of ['wrie', ['wire', 'wrie']])
      expect(() => checkScenarioOptions({ needs } as never)).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTION',
          message: `scenario(): option \`needs\`: one or several of toxiproxy, wire, trace, capture, servers, conntrack\n  got ${JSON.stringify(needs)}`,
        }),
      );
  });
});

test('tags stand behind the name, for a filter to find', () => {
  expect(taggedName('it waits', {})).toBe('it waits');
  expect(taggedName('it waits', { tags: ['slow', 'kernel'] })).toBe('it waits [slow] [kernel]');
  expect('it waits [slow]').not.toMatch(/^(?!.*\[slow\])/);
});
