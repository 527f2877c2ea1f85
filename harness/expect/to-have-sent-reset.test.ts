import { describe, expect, test } from '@jest/globals';
import type { TracedReset } from '../model/observation.ts';
import { verdictOf } from '../model/verdict.ts';
import { answerSent, type SentResets } from './to-have-sent-reset.ts';

const reset = (more: Partial<TracedReset> = {}): TracedReset => ({
  ...{ probe: 'trace', kind: 'reset-sent', at: 1, host: 'client', socket: 'client' },
  local: { address: '10.0.0.2', port: 40_000 },
  peer: { address: '10.0.0.3', port: 7000 },
  ...{ state: 'CLOSED', reason: 'TCP_STATE', by: 'application' },
  ...more,
});

const facts = (more: Partial<SentResets> = {}): SentResets => ({
  ...{ host: 'client', ofHost: [], traced: [], gap: undefined, counted: 0, untold: 0 },
  other: { felt: undefined, silent: false, text: 'server got no error' },
  ...more,
});

const of = (...traced: TracedReset[]) => ({ ofHost: traced, traced, counted: traced.length });
const verdicts = (given: SentResets, wanted: Parameters<typeof answerSent>[1]) =>
  [false, true].map((negated) => verdictOf(answerSent(given, wanted), negated, true));

describe('while the trace is whole', () => {
  test.each<[string, Parameters<typeof answerSent>[1], string]>([
    ['any', {}, 'held'],
    ['its reason', { reason: 'TCP_STATE' }, 'held'],
    ['another reason', { reason: 'NO_SOCKET' }, 'failed'],
    ['its cause', { by: 'application' }, 'held'],
    ['another cause', { by: 'timer' }, 'failed'],
    ['its reason with another cause', { reason: 'TCP_STATE', by: 'segment' }, 'failed'],
  ])('%s', (_what, wanted, verdict) => {
    const negated = verdict === 'held' ? 'failed' : 'held';
    expect(verdicts(facts(of(reset())), wanted)).toEqual([verdict, negated]);
  });

  test('one of several is enough, and each is told of', () => {
    const answer = answerSent(facts(of(reset(), reset({ by: 'timer' }))), { by: 'timer' });
    expect(answer).toMatchObject({ says: 'yes', settled: true });
    expect(answer.received).toBe(
      'client in CLOSED: TCP_STATE, by application\nclient in CLOSED: TCP_STATE, by timer\nserver got no error',
    );
  });

  test('one of another socket on its host is told of, and is not its own', () => {
    const other = reset({ socket: undefined, state: undefined, reason: 'NO_SOCKET', by: 'segment' });
    const answer = answerSent(facts({ ofHost: [other], counted: 1 }), {});
    expect(answer.says).toBe('open');
    expect(answer.received).toBe('no socket: NO_SOCKET, by segment, to 10.0.0.3:7000\nserver got no error');
  });

  test('none', () => {
    expect(answerSent(facts(), {}).received).toBe('no RST of client\nserver got no error');
    expect(verdicts(facts(), {})).toEqual(['failed', 'held']);
  });

  test('one that was counted and is not traced leaves it open', () => {
    const answer = answerSent(facts({ counted: 1, untold: 1 }), {});
    expect(answer.negationUnproven).toMatch(/^Tcp\.OutRsts of client counts 1 more than its kernel's trace/);
    expect(verdicts(facts({ counted: 1, untold: 1 }), {})).toEqual(['unproven', 'unproven']);
  });
});

describe('a kernel that gives no reason', () => {
  const unnamed = facts(of(reset({ reason: undefined })));

  test('is not asked for one', () => {
    expect(verdicts(unnamed, { by: 'application' })).toEqual(['held', 'failed']);
    expect(answerSent(unnamed, {}).received).toContain('client in CLOSED: reason not given by this kernel');
  });

  test('leaves it open', () => {
    expect(answerSent(unnamed, { reason: 'TCP_STATE' }).failureUnproven).toContain(
      'not given by this kernel',
    );
    expect(verdicts(unnamed, { reason: 'TCP_STATE' })).toEqual(['unproven', 'unproven']);
    expect(verdicts(unnamed, { reason: 'TCP_STATE', by: 'timer' })).toEqual(['failed', 'held']);
  });
});

describe('while the trace is off', () => {
  const off = { gap: 'no root', counted: 1 };
  const felt = { felt: 'ECONNRESET', silent: false, text: 'server got ECONNRESET' };

  test('counter and application show one together', () => {
    expect(verdicts(facts({ ...off, other: felt }), {})).toEqual(['held', 'failed']);
    expect(verdicts(facts(off), {})).toEqual(['unproven', 'unproven']);
  });

  test('nothing shows why', () => {
    const answer = answerSent(facts({ ...off, other: felt }), { reason: 'TCP_STATE' });
    expect(answer.failureUnproven).toBe(
      'a RST left client, but nothing shows why (kernel trace off: no root)',
    );
    expect(answer.hint).toBeUndefined();
  });

  test('a counter that has not moved says that there was none', () => {
    expect(verdicts(facts({ gap: 'no root' }), { reason: 'TCP_STATE' })).toEqual(['failed', 'held']);
  });

  test('what was traced before events were lost is true', () => {
    const lost = facts({ ...of(reset()), gap: '3 events were lost' });
    expect(verdicts(lost, { reason: 'TCP_STATE' })).toEqual(['held', 'failed']);
  });
});
