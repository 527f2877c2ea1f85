import { expect, test } from '@jest/globals';
import { counterRows } from './counters.ts';

test('a row a counter, a value a host, what explains something first', () => {
  const client = { counters: { 'Tcp.OutSegs': 4, 'Tcp.OutRsts': 1 } };
  const server = { counters: { 'Tcp.InSegs': 3, 'Tcp.OutSegs': 2 } };
  expect(counterRows([client, server])).toEqual([
    { counter: 'Tcp.OutRsts', telling: true, moved: [1, undefined] },
    { counter: 'Tcp.InSegs', telling: false, moved: [undefined, 3] },
    { counter: 'Tcp.OutSegs', telling: false, moved: [4, 2] },
  ]);
});
