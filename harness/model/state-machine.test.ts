import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { certainBetween, isReachable, possibleBetween, TCP_EDGES } from './state-machine.ts';
import { TCP_STATES, type TcpState } from './tcp-state.ts';

const anyState = fc.constantFrom(...TCP_STATES);

/** The states of a socket that takes `choices` at its forks, until it is closed. */
function walk(start: TcpState, choices: readonly number[]): TcpState[] {
  const states = [start];
  for (const choice of choices) {
    const here = states.at(-1);
    if (here === 'CLOSED' && states.length > 1) break;
    const edges = TCP_EDGES.filter(([from]) => from === here);
    states.push(edges[choice % edges.length]?.[1] ?? 'CLOSED');
  }
  return states;
}

const anyWalk = fc
  .tuple(anyState, fc.array(fc.nat(), { minLength: 1, maxLength: 9 }))
  .map(([s, c]) => walk(s, c));

describe('certainBetween', () => {
  test.each<[TcpState, TcpState, TcpState[]]>([
    ['CLOSED', 'ESTABLISHED', []],
    ['SYN_SENT', 'ESTABLISHED', []],
    ['SYN_SENT', 'FIN_WAIT2', ['FIN_WAIT1']], // ESTABLISHED is not: close() of a simultaneous open in SYN_RECV
    ['ESTABLISHED', 'FIN_WAIT2', ['FIN_WAIT1']],
    ['ESTABLISHED', 'TIME_WAIT', ['FIN_WAIT1']], // then by FIN_WAIT2 or by CLOSING
    ['ESTABLISHED', 'LAST_ACK', ['CLOSE_WAIT']],
    ['FIN_WAIT1', 'TIME_WAIT', []],
    ['ESTABLISHED', 'CLOSED', []], // reset
    ['CLOSE_WAIT', 'CLOSED', []], // reset
    ['FIN_WAIT2', 'CLOSED', []], // an orphan's time-out, or reset
    ['ESTABLISHED', 'ESTABLISHED', []],
    ['CLOSED', 'CLOSED', []],
  ])('%s and then %s: %p', (from, to, states) => {
    expect(certainBetween(from, to)).toEqual(states);
  });

  test.each<[TcpState, 'active' | 'passive', TcpState[]]>([
    ['SYN_SENT', 'active', []],
    ['SYN_RECV', 'active', ['SYN_SENT']],
    ['ESTABLISHED', 'active', ['SYN_SENT']],
    ['ESTABLISHED', 'passive', ['SYN_RECV']],
    ['FIN_WAIT2', 'active', ['SYN_SENT', 'FIN_WAIT1']],
    ['FIN_WAIT2', 'passive', ['SYN_RECV', 'FIN_WAIT1']],
    ['LAST_ACK', 'passive', ['SYN_RECV', 'CLOSE_WAIT']],
  ])('CLOSED and then %s after an %s open: %p', (to, opening, states) => {
    expect(certainBetween('CLOSED', to, opening)).toEqual(states);
  });

  test('what is certain is possible', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        expect([...possibleBetween(from, to)]).toEqual(expect.arrayContaining([...certainBetween(from, to)]));
      }),
    );
  });

  test('every walk contains what is certain, in order, and nothing that is not possible', () => {
    fc.assert(
      fc.property(anyWalk, (states) => {
        const [from, ...rest] = states as [TcpState, ...TcpState[]];
        const unseen = rest.slice(0, -1);
        const to = rest.at(-1) ?? from;
        const certain = certainBetween(from, to);
        expect(unseen.filter((state) => certain.includes(state))).toEqual(from === to ? [] : certain);
        if (from !== to) expect([...possibleBetween(from, to)]).toEqual(expect.arrayContaining(unseen));
      }),
    );
  });

  test('a certain state splits what is certain in two', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        const certain = certainBetween(from, to);
        for (const state of certain) {
          expect([...certainBetween(from, state), state, ...certainBetween(state, to)]).toEqual(certain);
        }
      }),
    );
  });
});

describe('possibleBetween', () => {
  test.each<[TcpState, TcpState, TcpState[]]>([
    ['ESTABLISHED', 'TIME_WAIT', ['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING']],
    ['ESTABLISHED', 'LAST_ACK', ['CLOSE_WAIT']],
    ['SYN_SENT', 'ESTABLISHED', ['SYN_RECV']],
    ['CLOSED', 'ESTABLISHED', ['SYN_SENT', 'SYN_RECV']],
    ['FIN_WAIT2', 'CLOSED', ['TIME_WAIT']],
    ['ESTABLISHED', 'ESTABLISHED', []],
    ['CLOSE_WAIT', 'FIN_WAIT1', []],
  ])('%s and then %s: %p', (from, to, states) => {
    expect(possibleBetween(from, to)).toEqual(new Set(states));
  });

  test('holds a state exactly where it lies between the two', () => {
    fc.assert(
      fc.property(anyState, anyState, anyState, (from, middle, to) => {
        fc.pre(new Set([from, middle, to]).size === 3 && middle !== 'CLOSED');
        expect(possibleBetween(from, to).has(middle)).toBe(
          isReachable(from, middle) && isReachable(middle, to),
        );
      }),
    );
  });
});

describe('isReachable', () => {
  test.each<[TcpState, TcpState]>([
    ['CLOSE_WAIT', 'FIN_WAIT1'],
    ['FIN_WAIT2', 'FIN_WAIT1'],
    ['FIN_WAIT2', 'CLOSING'],
    ['CLOSE_WAIT', 'TIME_WAIT'],
    ['TIME_WAIT', 'SYN_RECV'],
    ['LISTEN', 'ESTABLISHED'],
    ['ESTABLISHED', 'SYN_SENT'],
  ])('%s and then %s is a contradiction', (from, to) => {
    expect(isReachable(from, to)).toBe(false);
  });

  test('every state is reached from CLOSED, leads to CLOSED and stays where it is', () => {
    for (const state of TCP_STATES) {
      expect([isReachable('CLOSED', state), isReachable(state, 'CLOSED'), isReachable(state, state)]).toEqual(
        [true, true, true],
      );
    }
  });

  test('is transitive, and no two living states reach each other', () => {
    const living = fc.constantFrom(...TCP_STATES.filter((state) => state !== 'CLOSED'));
    fc.assert(
      fc.property(living, living, living, (a, b, c) => {
        if (isReachable(a, b) && isReachable(b, c)) expect(isReachable(a, c)).toBe(true);
        if (a !== b) expect(isReachable(a, b) && isReachable(b, a)).toBe(false);
      }),
    );
  });
});
