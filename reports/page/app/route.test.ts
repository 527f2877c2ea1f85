import { expect, test } from '@jest/globals';
import { overviewLink, queryOf, routeOf, scenarioLink } from './route.ts';

test.each([
  ['', { page: 'overview' }],
  ['#/', { page: 'overview' }],
  ['#/?outcome=failed', { page: 'overview' }],
  ['#/scenario/12?q=a/b', { page: 'scenario', number: 12 }],
  ['#/states', { page: 'states' }],
  ['#/claims?backend=netns', { page: 'claims' }],
  ['#/scenario/x', { page: 'unknown', address: 'scenario/x' }],
  ['#/scenario/1/2', { page: 'unknown', address: 'scenario/1/2' }],
  ['#/<b>', { page: 'unknown', address: '<b>' }],
])('%s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('a query survives the way to a scenario and back', () => {
  const query = new URLSearchParams({ q: 'linger 0 & "more"?#', outcome: 'failed' });
  const link = scenarioLink(3, query);
  expect(routeOf(link)).toEqual({ page: 'scenario', number: 3 });
  expect(overviewLink(queryOf(link))).toBe(overviewLink(query));
  expect(queryOf(link).get('q')).toBe('linger 0 & "more"?#');
});

test('no query leaves no mark', () => {
  expect([scenarioLink(3), overviewLink(new URLSearchParams())]).toEqual(['#/scenario/3', '#/']);
});
