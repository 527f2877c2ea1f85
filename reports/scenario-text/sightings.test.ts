import { expect, test } from '@jest/globals';
import type { Sighting } from '../../harness/model/observation.ts';
import { sightingsBySocket } from './sightings.ts';

function seen(host: string, socket: string | undefined, at: number): Sighting {
  const ends = { local: { address: '10.0.0.2', port: 5 }, peer: { address: '10.0.0.1', port: 7 } };
  return { probe: 'ss', host, socket, at, before: 0, began: 0, ...ends, state: 'ESTABLISHED' };
}

test('by socket, strangers by their ends, nothing but looks', () => {
  const timeline = [
    ...[seen('a', 'client', 1), seen('b', undefined, 2), seen('a', 'client', 3), seen('a', undefined, 4)],
    { probe: 'step', at: 5, text: 'end' } as const,
  ];
  expect(
    sightingsBySocket({ timeline }).map(({ host, name, sightings }) => [
      host,
      name,
      sightings.map(({ at }) => at),
    ]),
  ).toEqual([
    ['a', 'client', [1, 3]],
    ['b', '10.0.0.2:5 → 10.0.0.1:7', [2]],
    ['a', '10.0.0.2:5 → 10.0.0.1:7', [4]],
  ]);
});
