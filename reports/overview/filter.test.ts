import { describe, expect, test } from '@jest/globals';
import { choicesOf, chosen, isNarrowed, matching, toggled } from './filter.ts';
import { head } from './test-heads.ts';

const RUN = [
  head({ name: 'linger 0: close sends RST', topic: 'reset' }),
  head({ name: 'half-close', outcome: 'failed', error: 'expect(client).toBeGone() failed', tags: ['slow'] }),
  head({ name: 'half-close', backend: 'docker', flaky: true, tags: ['slow', 'wire'] }),
  head({
    name: 'keepalive',
    outcome: 'unproven',
    file: 'scenarios/timers/keepalive.test.ts',
    topic: 'timers',
  }),
];

const query = (text: string) => new URLSearchParams(text);

describe('which scenarios a query chooses', () => {
  test.each([
    ['', [0, 1, 2, 3]],
    ['outcome=failed', [1]],
    ['outcome=failed&outcome=unproven', [1, 3]],
    ['outcome=failed&backend=docker', []],
    ['outcome=flaky', [2]],
    ['topic=closing&tag=wire', [2]],
    ['outcome=no-such', []],
    ['unknown=1', [0, 1, 2, 3]],
  ])('%s', (text, numbers) => {
    expect(matching(RUN, query(text))).toEqual(numbers);
  });

  test.each([
    ['name, in any case', 'q=LINGER', [0]],
    ['file', 'q=timers/keep', [3]],
    ['error', 'q=tobegone()', [1]],
    ['all words in any place', 'q=gone+half', [1]],
    ['no word that is missing', 'q=half+linger', []],
    ['blanks alone: all', 'q=++', [0, 1, 2, 3]],
  ])('text: %s', (_what, text, numbers) => {
    expect(matching(RUN, query(text))).toEqual(numbers);
  });
});

describe('choices', () => {
  test('outcomes stand from the worst to the best, with what their choice would leave', () => {
    expect(choicesOf(RUN, query(''), 'outcome')).toEqual([
      { value: 'failed', count: 1 },
      { value: 'unproven', count: 1 },
      { value: 'passed', count: 2 },
      { value: 'flaky', count: 1 },
    ]);
  });

  test('other facets narrow the counts, the own one does not, and none goes away', () => {
    expect(choicesOf(RUN, query('backend=docker&topic=reset'), 'backend')).toEqual([
      { value: 'docker', count: 0 },
      { value: 'netns', count: 1 },
    ]);
  });
});

describe('changing a query', () => {
  test('a value is put in, and taken out, and all else stays', () => {
    const one = toggled(query('q=x&outcome=failed'), 'outcome', 'unproven');
    expect(one.toString()).toBe('q=x&outcome=failed&outcome=unproven');
    expect(toggled(one, 'outcome', 'failed').toString()).toBe('q=x&outcome=unproven');
  });

  test('a chosen value stands alone, and an empty one is none', () => {
    expect(chosen(query('topic=a&topic=b'), 'topic', 'c').toString()).toBe('topic=c');
    expect(chosen(query('topic=a&sort=name'), 'topic', '').toString()).toBe('sort=name');
  });

  test('an order narrows nothing', () => {
    expect(isNarrowed(query('sort=name'))).toBe(false);
    expect(isNarrowed(query('sort=name&tag=slow'))).toBe(true);
  });
});
