import { describe, expect, test } from '@jest/globals';
import type { TracedReset } from '../model/observation.ts';
import { verdictOf } from '../model/verdict.ts';
import type { ReceivedReset } from './received-reset.ts';
import { answerResetBy } from './to-have-been-reset-by.ts';

const sent: TracedReset = {
  ...{ probe: 'trace', kind: 'reset-sent', at: 1, host: 'server', socket: 'server' },
  local: { address: '10.0.0.3', port: 7000 },
  peer: { address: '10.0.0.2', port: 40_000 },
  ...{ state: 'CLOSED', reason: 'TCP_STATE', by: 'application' },
};

const facts = (more: Partial<ReceivedReset> = {}): ReceivedReset => ({
  ...{
    got: 'client got a RST',
    sent: [],
    mayBeNone: false,
    isUncertain: false,
    forged: 0,
    gap: undefined,
    endedAsMini: false,
  },
  peer: { host: 'server', counted: 0, untold: 0 },
  ...more,
});

/** Of `peer`, `not peer`, `middlebox`, `not middlebox`. */
const verdicts = (given: ReceivedReset) =>
  (['peer', 'middlebox'] as const).flatMap((by) =>
    [false, true].map((negated) => verdictOf(answerResetBy(given, by), negated, true)),
  );

const PEER = ['held', 'failed', 'failed', 'held'];
const MIDDLEBOX = ['failed', 'held', 'held', 'failed'];
const NEITHER = ['failed', 'held', 'failed', 'held'];
const NOT_THE_PEER = ['failed', 'held', 'unproven', 'unproven'];
const UNPROVEN = ['unproven', 'unproven', 'unproven', 'unproven'];

describe('while the trace is whole', () => {
  test.each<[string, Partial<ReceivedReset>, string[]]>([
    ['the peer sent one', { sent: [sent] }, PEER],
    ['neither kernel sent one', {}, MIDDLEBOX],
    ['the wire made one up', { forged: 1 }, MIDDLEBOX],
    ['none came', { got: undefined }, NEITHER],
    // A RST of the peer's for another connection, or one that came to nothing.
    ['none came, though the peer sent one', { got: undefined, sent: [sent] }, NEITHER],
    ['one of each', { sent: [sent], forged: 1 }, UNPROVEN],
    ['a listener sent several', { sent: [sent], isUncertain: true }, UNPROVEN],
    ['a mini-socket ended', { got: undefined, endedAsMini: true }, UNPROVEN],
    // What a call sends is counted before it is sent, and traced after: it may be on its way.
    [
      'the peer counted one that is not traced',
      { peer: { host: 'server', counted: 1, untold: 1 } },
      UNPROVEN,
    ],
    ['the other end is in no host', { peer: undefined }, UNPROVEN],
  ])('%s', (_what, more, expected) => {
    expect(verdicts(facts(more))).toEqual(expected);
  });
});

describe('while the trace is off', () => {
  const felt = { got: 'client got ECONNRESET', gap: 'no root' };
  const one = { host: 'server', counted: 1, untold: 0 };
  test.each<[string, Partial<ReceivedReset>, string[]]>([
    ['the peer counted none', felt, MIDDLEBOX],
    ['the peer counted one', { ...felt, peer: one }, UNPROVEN],
    ['what was felt need not be a RST', { ...felt, mayBeNone: true, peer: one }, UNPROVEN],
    ['and if it was, the peer counted none', { ...felt, mayBeNone: true }, NOT_THE_PEER],
    ['the peer sent one, and what was felt need not be', { ...felt, mayBeNone: true, sent: [sent] }, PEER],
    ['nothing was felt', { gap: 'no root', got: undefined, peer: one }, UNPROVEN],
    ['nothing was felt, and the peer counted none', { gap: 'no root', got: undefined }, NOT_THE_PEER],
    ['one was traced before events were lost', { ...felt, sent: [sent] }, PEER],
  ])('%s', (_what, more, expected) => {
    expect(verdicts(facts(more))).toEqual(expected);
  });
});

test('a message tells what came, who sent it, and what was made up', () => {
  expect(answerResetBy(facts({ sent: [sent], forged: 2 }), 'peer').received).toBe(
    'client got a RST\nsent by server in CLOSED: TCP_STATE, by application\n2 made up on the wire',
  );
  expect(answerResetBy(facts(), 'peer').received).toBe(
    'client got a RST\nnone sent to it by the kernel of server',
  );
});
