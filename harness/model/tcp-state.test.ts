import { describe, expect, test } from '@jest/globals';
import { isTcpState, stateFromSs, TCP_STATES } from './tcp-state.ts';

describe('stateFromSs', () => {
  test.each([
    ['ESTAB', 'ESTABLISHED'],
    ['SYN-SENT', 'SYN_SENT'],
    ['SYN-RECV', 'SYN_RECV'],
    ['FIN-WAIT-1', 'FIN_WAIT1'],
    ['FIN-WAIT-2', 'FIN_WAIT2'],
    ['TIME-WAIT', 'TIME_WAIT'],
    ['UNCONN', 'CLOSED'],
    ['CLOSE-WAIT', 'CLOSE_WAIT'],
    ['LAST-ACK', 'LAST_ACK'],
    ['LISTEN', 'LISTEN'],
    ['CLOSING', 'CLOSING'],
  ])('%s is %s', (spelling, state) => {
    expect(stateFromSs(spelling)).toBe(state);
  });

  test.each(['UNKNOWN', 'ESTABLISHED', 'estab', 'FIN_WAIT2', '', 'constructor', '__proto__'])(
    '%p is no spelling of ss',
    (spelling) => {
      expect(stateFromSs(spelling)).toBeUndefined();
    },
  );
});

test('isTcpState tells the eleven states from everything else', () => {
  expect(TCP_STATES).toHaveLength(11);
  expect(TCP_STATES.every(isTcpState)).toBe(true);
  expect(['ESTAB', 'FIN-WAIT-2', 'closed', 'NEW_SYN_RECV', ''].some(isTcpState)).toBe(false);
});
