import { describe, expect, test } from '@jest/globals';
import { coverageOf } from '../../../states/coverage.ts';
import { scenarioOf } from '../../../states/test-evidence.ts';
import { queryOf } from '../route.ts';
import { chosenOf, statesLink } from './chosen.ts';

const coverage = coverageOf([scenarioOf({}, [])])['netns'] ?? {
  edges: [],
  states: [],
  covered: { edges: 0, states: 0 },
};

function chosen(link: string) {
  return chosenOf(queryOf(link), coverage);
}

describe('what the address names', () => {
  test('is found again from the link to it', () => {
    expect(chosen(statesLink('netns', { edge: '25' }))).toMatchObject({ kind: 'edge', edge: { number: 25 } });
    expect(chosen(statesLink('netns', { state: 'CLOSING' }))).toMatchObject({ state: { state: 'CLOSING' } });
    expect(chosen(statesLink('netns'))).toBeUndefined();
  });

  test.each(['#/states', '#/states?edge=33', '#/states?edge=', '#/states?state=closing'])(
    '%s names nothing',
    (hash) => {
      expect(chosen(hash)).toBeUndefined();
    },
  );

  test('survives whatever the backend is called', () => {
    const link = statesLink('a&edge=1#?"<b>');
    expect(queryOf(link).get('backend')).toBe('a&edge=1#?"<b>');
    expect(chosen(link)).toBeUndefined();
  });
});
