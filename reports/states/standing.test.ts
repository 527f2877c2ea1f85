import { describe, expect, test } from '@jest/globals';
import { coverageOf, type EdgeCoverage } from './coverage.ts';
import {
  EDGE_STANDINGS,
  STATE_STANDINGS,
  edgeName,
  edgeStanding,
  stateName,
  stateStanding,
} from './standing.ts';
import { scenarioOf, sees } from './test-evidence.ts';

const FIN = [sees('server', 'ESTABLISHED'), sees('server', 'CLOSE_WAIT')];
const { edges = [], states = [] } = coverageOf([scenarioOf({ edge: 13 }, FIN)])['netns'] ?? {};

function edge(number: number): EdgeCoverage {
  const found = edges[number - 1];
  if (!found) throw new Error(`no edge ${String(number)}`);
  return found;
}

describe('the standing', () => {
  test('of a proven edge says how its states are known', () => {
    expect(edgeStanding({ status: 'proven', known: 'seen' }).key).toBe('seen');
    expect(edgeStanding({ status: 'proven', known: 'implied' }).key).toBe('implied');
  });

  test('of what no scenario of the run declares is no alarm', () => {
    expect(edgeStanding(edge(14))).toEqual({ key: 'missing', sign: '', text: 'not tried in this run' });
    expect(states.map((each) => stateStanding(each).text)).toEqual(states.map(() => 'not tried in this run'));
  });

  test.each([
    ['edges', EDGE_STANDINGS],
    ['states', STATE_STANDINGS],
  ])('of %s can be told without colour: no two have one sign', (_what, standings) => {
    expect(new Set(standings.map(({ sign }) => sign)).size).toBe(standings.length);
  });
});

test('a name tells the edge, its event and its standing', () => {
  expect(edgeName(edge(13))).toBe('edge 13: ESTABLISHED → CLOSE_WAIT, on FIN: proven, seen');
  expect(edgeName(edge(31))).toBe('edge 31: TIME_WAIT → the same state, on FIN again: not tried in this run');
  expect(states.map(stateName)).toContain('state CLOSING: not tried in this run');
});
