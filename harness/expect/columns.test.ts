import { expect, test } from '@jest/globals';
import type { SocketRole } from '../model/evidence.ts';
import { columnsOf } from './columns.ts';

const CLIENT = '10.0.0.1';
const SERVER = '10.0.0.2';

const end = (name: string, role: SocketRole, local: [string, number], peer: [string, number]) => ({
  ...{ name, role },
  ends: { local: { address: local[0], port: local[1] }, peer: { address: peer[0], port: peer[1] } },
});

/** So many connections to one listener, both ends of each. */
const lab = (connections: number) => [
  { name: 'listener', role: 'listener' as const, ends: undefined },
  ...Array.from({ length: connections }, (_, index) => [
    end(`client/${index}`, 'client', [CLIENT, 40_000 + index], [SERVER, 7_000]),
    end(`server/${index}`, 'server', [`::ffff:${SERVER}`, 7_000], [`::ffff:${CLIENT}`, 40_000 + index]),
  ]).flat(),
];

test('a column each, but for listeners', () => {
  const all = lab(3);
  expect(columnsOf(all, all.slice(1, 2))).toEqual(all.slice(1).map(({ name }) => name));
});

test('of many, those that it is about, and the other ends of their connections', () => {
  const all = lab(50);
  const about = all.filter(({ name }) => name === 'server/7');
  expect(columnsOf(all, about)).toEqual(['client/7', 'server/7']);
});

test('never more than can be read', () => {
  const all = lab(50);
  expect(columnsOf(all, all)).toHaveLength(6);
  expect(columnsOf(all, [])).toEqual(all.slice(1, 7).map(({ name }) => name));
});
