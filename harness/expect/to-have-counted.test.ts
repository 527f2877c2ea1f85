import { expect, test } from '@jest/globals';
import { verdictOf } from '../model/verdict.ts';
import { answerCounted } from './to-have-counted.ts';

const count = (moved: number, ...by: string[]) => ({ counter: 'Tcp.OutRsts', host: 'server', moved, by });

test.each([
  [0, undefined, 'open'],
  [1, undefined, 'yes'],
  [3, undefined, 'yes'],
  [0, 0, 'yes'],
  [1, 2, 'open'],
  [2, 2, 'yes'],
  // A counter does not fall: what was exceeded stays exceeded.
  [3, 2, 'no'],
])('moved by %d, wanted %p: %s', (moved, wanted, says) => {
  expect(answerCounted(count(moved, 'server'), wanted)).toMatchObject({
    says,
    received: `Tcp.OutRsts +${String(moved)} at server`,
  });
});

test('several sockets that could have moved it are named', () => {
  const { received, hint } = answerCounted(count(0, 'server', 'server/2'));
  expect(received).toBe('Tcp.OutRsts +0 at server, where server and server/2 count together');
  expect(hint).toMatch(/hosts of their own/);
});

test('of very many sockets the first are named', () => {
  const names = Array.from({ length: 96 }, (_, index) => `server/${String(index + 1)}`);
  expect(answerCounted(count(0, ...names)).received).toBe(
    'Tcp.OutRsts +0 at server, where server/1, server/2, server/3 and 93 others count together',
  );
});

test('what could not be read is unproven, negated or not', () => {
  const unread = answerCounted({ counter: 'Tcp.OutRsts', host: 'server', by: [], unread: 'EMFILE' }, 0);
  expect(unread.failureUnproven).toBe('the counters of server could not be read: EMFILE');
  for (const negated of [true, false]) expect(verdictOf(unread, negated, true)).toBe('unproven');
});
