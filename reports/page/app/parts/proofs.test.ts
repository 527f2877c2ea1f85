import { expect, test } from '@jest/globals';
import type { ScenarioHead } from '../../data/page-index.ts';
import { proofsOf } from './proofs.ts';

function head(folder: string, name: string, backend = 'netns'): ScenarioHead {
  return {
    ...{ folder, name, backend, file: 'scenarios/planted.test.ts', topic: 'planted', tags: [] },
    ...{ outcome: 'passed', startedAt: '', durationMs: 1, error: undefined, flaky: false, pack: 0, place: 0 },
  };
}

const scenarios = [head('a', 'FIN'), head('b', 'RST'), head('a-2', 'FIN'), head('c', 'FIN', 'docker')];

test('evidence leads to the scenarios that left it, and two runs of one are one', () => {
  const proofs = proofsOf({ scenarios }, ['a-2/evidence.json', 'a/evidence.json', 'c/evidence.json']);
  expect(proofs.map(({ head: { name, backend }, runs }) => [name, backend, runs])).toEqual([
    ['FIN', 'netns', [0, 2]],
    ['FIN', 'docker', [3]],
  ]);
});

test('evidence that the run does not have leads nowhere, and none to nothing', () => {
  expect(proofsOf({ scenarios }, ['d/evidence.json'])).toEqual([]);
  expect(proofsOf({ scenarios }, undefined)).toEqual([]);
});

test('the evidence of a run that is one scenario lies in the run itself', () => {
  expect(proofsOf({ scenarios: [head('', 'FIN')] }, ['evidence.json'])).toHaveLength(1);
});
