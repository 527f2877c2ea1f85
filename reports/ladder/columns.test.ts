import { expect, test } from '@jest/globals';
import { columnsOf } from './columns.ts';
import { connectionsOf } from './connections.ts';
import { rungsOf } from './rungs.ts';
import { crossed, facts, SYN, SYN_ACK } from './test-rungs.ts';

/** Connections in this order, each from its opener. */
const connected = (...pairs: readonly (readonly [string | undefined, string | undefined])[]) =>
  columnsOf(
    pairs.map(([opener, other], index) => ({ opener, other, key: String(index), text: '', rungs: 1 })),
  );

test('who opens stands left of who is opened to, whichever was made first', () => {
  expect(connected(['client', 'server'])).toEqual(['client', 'server']);
});

test('a proxy stands between, also where it has several clients', () => {
  expect(connected(['first', 'proxy'], ['proxy', 'server'], ['second', 'proxy'])).toEqual([
    ...['first', 'second', 'proxy', 'server'],
  ]);
});

test('hosts that have nothing to do with each other are not mixed', () => {
  const pairs = [['a', 'b'] as const, ['c', 'd'] as const, ['e', 'b'] as const];
  expect(connected(...pairs)).toEqual(['a', 'e', 'b', 'c', 'd']);
});

test('a server that connects back to its own client stays a server', () => {
  expect(connected(['client', 'ftpd'], ['ftpd', 'client'])).toEqual(['client', 'ftpd']);
});

test('groups that turn out to be one stand together', () => {
  expect(connected(['a', 'b'], ['c', 'd'], ['a', 'd'])).toEqual(['a', 'c', 'b', 'd']);
});

test('an end without a host has no column', () => {
  expect(connected(['server', undefined])).toEqual(['server']);
});

test('a connection is named by who opened it, also where its answer is heard of first', () => {
  const early = crossed(5, 'server', ['ACK']);
  const connections = connectionsOf(rungsOf(facts([...early, ...SYN, ...SYN_ACK])));
  expect(connections).toMatchObject([{ text: 'client:40000 → server:7000', opener: 'client', rungs: 3 }]);
});
