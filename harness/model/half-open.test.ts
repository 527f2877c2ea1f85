import { describe, expect, test } from '@jest/globals';
import { countedNews, countFloods, floodsOn, halfOpenAt, type HalfOpenCount } from './half-open.ts';
import type { Observation } from './observation.ts';
import type { SocketRow } from './socket-row.ts';

const LISTEN = 'LISTEN   0      511        10.64.0.2:7000        0.0.0.0:*    ino:9 sk:1 cgroup:/ <->';
const half = (local: string, peer: string) =>
  `SYN-RECV 0      0          ${local}    ${peer} timer:(on,908ms,0) ino:0 sk:2     `;
const server = { address: '10.64.0.2', port: 7000 };
const count = (entries: number, addresses = entries, local = server): HalfOpenCount => ({
  ...{ local, entries, addresses },
});

describe('what ss printed', () => {
  test('without the half-open requests of floods, which are counted by listener', () => {
    const flooded = [
      half('10.64.0.2:7000', '198.18.0.1:1024'),
      half('10.64.0.2:7000', '198.18.0.1:1025'),
      half('10.64.0.2:7000', '198.19.255.255:1024'),
      half('[::ffff:10.64.0.2]:7001', '[::ffff:198.18.0.9]:1024'),
    ];
    const others = [LISTEN, half('10.64.0.2:7000', '10.64.0.3:40000')];
    expect(countFloods([...others, ...flooded].join('\n'))).toEqual({
      rest: others.join('\n'),
      floods: [count(3, 2), count(1, 1, { address: '::ffff:10.64.0.2', port: 7001 })],
    });
  });

  test('as it was, where there is no flood, and where what was made up has connected', () => {
    const estab = 'ESTAB 0 0 10.64.0.2:7000 198.18.0.1:1024 ino:7 sk:3';
    const stdout = [LISTEN, estab, 'no row at all', ''].join('\n');
    expect(countFloods(stdout)).toEqual({ rest: stdout, floods: [] });
  });
});

test('news is what has changed, also to none', () => {
  const other = count(5, 5, { ...server, port: 7001 });
  expect(countedNews([], [count(3)])).toEqual([count(3)]);
  expect(countedNews([count(3), other], [count(3), other])).toEqual([]);
  expect(countedNews([count(3), other], [count(2), other])).toEqual([count(2)]);
  expect(countedNews([count(3, 3)], [count(3, 2)])).toEqual([count(3, 2)]);
  expect(countedNews([count(3), other], [other])).toEqual([count(0)]);
});

describe('at the end of a timeline', () => {
  const told = (at: number, counted: HalfOpenCount, host = 'server'): Observation => ({
    ...{ probe: 'half-open', at, host },
    ...counted,
  });
  const seen = (at: number, address: string, state: 'SYN_RECV' | 'ESTABLISHED', inode = 0): Observation => ({
    ...{ probe: 'ss', at, before: at - 2, began: at - 1, host: 'server', local: server, state },
    peer: { address, port: 1 },
    row: { inode } as SocketRow,
  });

  test('a host has the floods that were counted last, of each listener', () => {
    const other = count(5, 5, { ...server, port: 7001 });
    const timeline = [told(1, count(3)), told(2, other), told(3, count(0)), told(4, count(9), 'client')];
    expect(floodsOn('server', timeline)).toEqual([told(2, other)]);
  });

  test('a port has those of floods and all others', () => {
    const timeline = [
      seen(1, '10.64.0.3', 'SYN_RECV'),
      seen(2, '10.64.0.4', 'SYN_RECV'),
      told(3, count(10, 4)),
      seen(4, '10.64.0.3', 'ESTABLISHED', 7),
      seen(5, '10.64.0.5', 'SYN_RECV', 8),
    ];
    expect(halfOpenAt('server', 7000, timeline)).toEqual({ entries: 11, addresses: 5 });
    expect(halfOpenAt('server', 7001, timeline)).toEqual({ entries: 0, addresses: 0 });
    expect(halfOpenAt('client', 7000, timeline)).toEqual({ entries: 0, addresses: 0 });
  });
});
