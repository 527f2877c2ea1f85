import { expect, test } from '@jest/globals';
import { claimVerdict, type Finding } from './claim.ts';
import { claimOf } from './ledger.ts';
import { isSameSeries } from './pinned.ts';

const CLAIM = { id: 'X1', says: 'something', sources: 'A' };

const claimed = (...answers: Finding['answer'][]): Finding[] =>
  answers.map((answer) => ({ at: 0, side: 'claimed', text: '', answer, received: '' }));

test.each([
  ['holds', claimed('held', 'held')],
  ['holds with limits', claimed('held', 'not held')],
  ['false here', claimed('not held', 'not held')],
  ['unproven', claimed('held', 'unproven')],
  ['unproven', []],
  ['unproven', [{ at: 0, side: 'instead', text: '', answer: 'held', received: '' } as const]],
])('%s', (verdict, findings) => {
  expect(claimVerdict(findings, CLAIM)).toBe(verdict);
});

test('what was so once and is not here is obsolete; where it still is, it holds', () => {
  const once = { ...CLAIM, soUntil: 'Linux 4.12' };
  expect(claimVerdict(claimed('not held'), once)).toBe('obsolete');
  expect(claimVerdict(claimed('held'), once)).toBe('holds');
});

test('what is true instead decides nothing', () => {
  const instead = claimed('not held').map((each) => ({ ...each, side: 'instead' as const }));
  expect(claimVerdict([...claimed('held'), ...instead], CLAIM)).toBe('holds');
});

test('what is no claim of the ledger is refused', () => {
  expect(claimOf('T11').says).toContain('tcp_fin_timeout');
  expect(() => claimOf('T99')).toThrow('there is no claim `T99` in the ledger');
});

test('kernels are of a series by their first two numbers', () => {
  expect(isSameSeries('6.18.44-some-vendor', '6.18.5')).toBe(true);
  expect(isSameSeries('6.1.0', '6.18.0')).toBe(false);
});
