import { describe, expect, test } from '@jest/globals';
import { captured, touched, traced } from '../../harness/model/explanation/test-facts.ts';
import { fateOf } from './fate.ts';
import { strokeOf } from './stroke.ts';
import { rungOf, SYN, SYN_ACK } from './test-rungs.ts';

const columns = ['client', 'server'];
const on = (verdict: Parameters<typeof touched>[3]) =>
  rungOf(...SYN, touched(11, 'client', ['SYN'], verdict, { seq: 100, ack: 0, fault: 'fault-1' }));

describe('how far its arrow gets', () => {
  test.each([
    ['dropped', 'lost', 'cross'],
    ['rejected', 'lost', 'cross'],
    ['lost', 'lost', 'cross'],
    ['discarded', 'lost', 'cross'],
    ['forgotten', 'lost', 'cross'],
    ['held', 'waiting', 'pause'],
    ['put behind', 'waiting', 'pause'],
    ['released', 'late', 'pause'],
    ['delivered', 'late', 'pause'],
    ['corrupted', 'came', 'head'],
    ['watched', 'came', 'head'],
    ['duplicated', 'came', 'head'],
  ] as const)('%s: %s, %s', (verdict, fate, mark) => {
    const rung = on(verdict);
    expect(fateOf(rung)).toBe(fate);
    const stroke = strokeOf(rung, 'sent', columns);
    expect(stroke.mark).toBe(mark);
    expect(stroke.to === stroke.end).toBe(mark === 'head');
  });

  test('from lifeline to lifeline, in both directions', () => {
    expect(strokeOf(rungOf(...SYN), 'sent', columns)).toMatchObject({ from: 25, to: 75, mark: 'head' });
    expect(strokeOf(rungOf(...SYN_ACK), 'sent', columns)).toMatchObject({ from: 75, to: 25 });
  });

  test('what is let go goes on from where it was kept', () => {
    const kept = strokeOf(on('released'), 'sent', columns);
    const goes = strokeOf(on('released'), 'let go', columns);
    expect([goes.from, goes.to, goes.mark]).toEqual([kept.to, 75, 'head']);
  });

  test('not to the receiver’s lifeline where no capture shows that it came', () => {
    const { to, mark } = strokeOf(rungOf(captured(10, 'client', 'out', ['SYN'])), 'sent', columns);
    expect([to < 75, mark]).toEqual([true, 'open']);
  });

  test('nor where the kernel’s trace alone told that it was sent', () => {
    const rung = rungOf(traced(31, 'server', 'reset-sent', 'NO_SOCKET'));
    expect(strokeOf(rung, 'sent', columns).mark).toBe('open');
  });

  test('off the diagram’s edge where nobody has the address', () => {
    const to = { address: '198.18.0.1', port: 4_000 };
    expect(
      strokeOf(rungOf(captured(10, 'server', 'out', ['RST'], { to })), 'sent', columns).end,
    ).toBeLessThan(25);
  });
});
