import { describe, expect, test } from '@jest/globals';
import { isMadeUp, MADE_UP_ADDRESSES, synsOf } from './flood.ts';

const flood = { count: 7_314, addresses: 7_314, taken: 0, seed: 1 };
const sources = (changes: Partial<typeof flood> = {}) =>
  [...synsOf({ ...flood, ...changes })].map(({ from }) => `${from.address}:${String(from.port)}`);
const addressesOf = (ends: readonly string[]) => new Set(ends.map((each) => each.split(':')[0]));

describe('the SYNs of a flood', () => {
  test('are the same for the same seed, and others for another', () => {
    expect([...synsOf(flood)]).toEqual([...synsOf(flood)]);
    expect(sources({ seed: 2 })).not.toEqual(sources());
  });

  test('come from as many addresses as are asked for, and each from a source of its own', () => {
    expect(new Set(sources()).size).toBe(7_314);
    expect(addressesOf(sources()).size).toBe(7_314);
    const few = sources({ addresses: 3 });
    expect(new Set(few).size).toBe(7_314);
    expect(addressesOf(few).size).toBe(3);
  });

  test('come from addresses that are made up, ports that a client may have, and scattered sequence numbers', () => {
    const syns = [...synsOf({ ...flood, count: MADE_UP_ADDRESSES, addresses: MADE_UP_ADDRESSES })];
    expect(syns.filter(({ from }) => !isMadeUp(from.address))).toEqual([]);
    expect(new Set(syns.map(({ from }) => from.address)).size).toBe(MADE_UP_ADDRESSES);
    const ports = syns.map(({ from }) => from.port);
    expect(ports.filter((port) => port < 1024 || port > 65_535)).toEqual([]);
    expect(new Set(syns.map(({ seq }) => seq)).size).toBeGreaterThan(MADE_UP_ADDRESSES * 0.99);
  });

  test('of a later flood come from addresses that no earlier one has had', () => {
    const later = addressesOf(sources({ taken: 7_314 }));
    expect([...addressesOf(sources())].filter((address) => later.has(address))).toEqual([]);
  });
});

test.each([
  ['198.18.0.0', true],
  ['198.19.255.255', true],
  ['::ffff:198.18.0.1', true],
  ['198.17.255.255', false],
  ['198.20.0.0', false],
  ['10.64.0.2', false],
  ['2001:2::1', false],
])('%s is made up: %p', (address, answer) => {
  expect(isMadeUp(address)).toBe(answer);
});
