import { describe, expect, test } from '@jest/globals';
import { fixture } from './fixtures/fixture.ts';
import { leftoverHint, leftoversOn, leftoverText, type Leftover } from './leftovers.ts';
import type { Sighting } from './observation.ts';
import type { SocketRow } from './socket-row.ts';
import { parseSsOutput } from './ss-output.ts';

const rows = (name: string) => parseSsOutput(fixture(name));

function seen(host: string, row: SocketRow, at = 10): Sighting {
  const { local, peer, state } = row;
  return { probe: 'ss', at, before: at - 5, began: at - 2, host, local, peer, state, row };
}

function gone(host: string, { local, peer }: SocketRow, at = 20): Sighting {
  return { probe: 'ss', at, before: at - 5, began: at - 2, host, local, peer, state: 'CLOSED' };
}

const row = (changes: Partial<SocketRow>): SocketRow => ({
  ...(rows('time-wait')[0] as SocketRow),
  local: { address: '10.0.0.1', port: 1_000 },
  peer: { address: '10.0.0.2', port: 7_000 },
  timer: undefined,
  ...changes,
});

describe('leftoversOn', () => {
  const one = row({});
  const other = row({ local: { address: '10.0.0.1', port: 1_001 } });

  test('what the last look showed, of these hosts alone', () => {
    const timeline = [seen('a', one), seen('a', other), seen('b', one), gone('a', one)];
    expect(leftoversOn(['a'], timeline).map(({ row }) => row)).toEqual([other]);
    expect(leftoversOn(['b', 'a'], timeline).map(({ host }) => host)).toEqual(['b', 'a']);
    expect(leftoversOn([], timeline)).toEqual([]);
  });

  test('the last look counts where a connection has changed, or has come anew', () => {
    const closing = row({ state: 'FIN_WAIT2' });
    expect(leftoversOn(['a'], [seen('a', closing), seen('a', one)])).toMatchObject([{ row: one }]);
    const timeline = [seen('a', one), gone('a', one, 11), seen('a', closing, 12)];
    expect(leftoversOn(['a'], timeline)).toMatchObject([{ state: 'FIN_WAIT2' }]);
  });

  test('listeners are none', () => {
    const listeners = rows('listeners').filter(({ state }) => state === 'LISTEN');
    const timeline = listeners.map((each) => seen('a', each));
    expect(timeline.length).toBeGreaterThan(0);
    expect(leftoversOn(['a'], timeline)).toEqual([]);
  });
});

describe('leftoverText and leftoverHint', () => {
  const left = (changes: Partial<SocketRow>, socket?: string): Leftover => ({
    ...seen('client', row(changes), 1_000),
    row: row(changes),
    socket,
  });
  const timer = { name: 'timewait', remainingMs: 60_000, retransmits: 0 } as const;

  test('name host, ends, state, what is left of the timer, and who holds it', () => {
    const timeWait = left({ state: 'TIME_WAIT', inode: 0, timer }, 'client');
    expect(leftoverText(timeWait, 3_500)).toBe(
      'client 10.0.0.1:1000 → 10.0.0.2:7000: TIME_WAIT, timewait timer with 58 s left, kept by its kernel alone',
    );
    expect(leftoverHint(timeWait)).toMatch(/60 s.*closed first/);
  });

  test.each([
    ['ESTABLISHED', 17, 'held by an application', /close\(\)/],
    ['FIN_WAIT2', 17, 'held by an application', /close\(\)/],
    ['SYN_RECV', 0, 'held by its listener until the handshake', /tcp_synack_retries/],
    ['ESTABLISHED', 0, 'held by its listener until it is accepted', /accepted/],
    ['CLOSE_WAIT', 0, 'held by its listener until it is accepted', /accepted/],
    ['FIN_WAIT2', 0, 'an orphan, kept by its kernel alone', /tcp_fin_timeout/],
    ['LAST_ACK', 0, 'an orphan, kept by its kernel alone', /tcp_orphan_retries/],
  ] as const)('%s with inode %d: %s', (state, inode, holder, hint) => {
    const each = left({ state, inode }, 'proxy:client-leg');
    expect(leftoverText(each, 1_000)).toContain(
      `proxy:client-leg on client 10.0.0.1:1000 → 10.0.0.2:7000: ${state}, no timer, ${holder}`,
    );
    expect(leftoverHint(each)).toMatch(hint);
  });

  test('a real one', () => {
    const [real] = leftoversOn(
      ['h'],
      rows('time-wait').map((each) => seen('h', each)),
    ).filter(({ state }) => state === 'TIME_WAIT');
    expect(leftoverText(real as Leftover, 10)).toMatch(
      /^h .*: TIME_WAIT, timewait timer with \d+ s left, kept by its kernel alone$/,
    );
  });
});
