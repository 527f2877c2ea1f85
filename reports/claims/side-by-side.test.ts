import { describe, expect, test } from '@jest/globals';
import type { Entry } from './entries.ts';
import { filterOf, ledgerLink, toggled, wanted } from './filter.ts';
import { sideBySide, VERDICTS } from './side-by-side.ts';

function entry(id: string, verdict: Entry['verdict'], more: Partial<Entry> = {}): Entry {
  const [claim, topic, source] = [`${id} is so`, 'TIME_WAIT', 'A'];
  return {
    ...{ id, topic, claim, source, verdict, truth: undefined, scaled: [] },
    ...{ kernel: undefined, backend: undefined, evidence: [], ...more },
  };
}

describe('the ledgers of two backends', () => {
  test('are one where they agree, with the evidence of both', () => {
    const rows = sideBySide({
      netns: [entry('T1', 'holds', { evidence: ['a'] })],
      docker: [entry('T1', 'holds', { evidence: ['b'] })],
    });
    expect(rows).toMatchObject([
      { id: 'T1', readings: [{ verdict: 'holds', backends: ['netns', 'docker'], evidence: ['a', 'b'] }] },
    ]);
  });

  const SCALED = { what: 'tcp_fin_timeout', here: '1', byDefault: '60', readFrom: 'another host' };
  test.each<[string, Entry]>([
    ['in the verdict', entry('T1', 'false here')],
    ['in what is true', entry('T1', 'holds', { truth: 'only on Sundays' })],
    ['in what was scaled', entry('T1', 'holds', { scaled: [SCALED] })],
  ])('stand side by side where they differ %s', (_what, other) => {
    const [row] = sideBySide({ netns: [entry('T1', 'holds')], docker: [other] });
    expect(row?.readings.map(({ backends }) => backends)).toEqual([['netns'], ['docker']]);
  });

  test('leave out a backend that no claim was put to, but not one that a single claim was not put to', () => {
    const netns = [entry('T1', 'holds'), entry('T2', 'holds')];
    const none = [entry('T1', 'not tried'), entry('T2', 'not tried')];
    expect(sideBySide({ netns, docker: none }).map(({ readings }) => readings.length)).toEqual([1, 1]);
    expect(sideBySide({ docker: none })).toEqual([]);
    const some = [entry('T1', 'holds'), entry('T2', 'not tried')];
    expect(sideBySide({ netns, docker: some }).map(({ readings }) => readings.length)).toEqual([1, 2]);
  });
});

describe('the filter', () => {
  const rows = sideBySide({
    netns: [
      entry('T1', 'holds'),
      entry('T2', 'false here', { truth: 'The wait is 60 s' }),
      entry('T3', 'holds'),
    ],
    docker: [entry('T1', 'holds'), entry('T2', 'holds'), entry('T3', 'not tried')],
  });
  const ids = (query: string) => wanted(rows, filterOf(new URLSearchParams(query))).map(({ id }) => id);

  test.each([
    ['', ['T1', 'T2', 'T3']],
    ['verdict=false here', ['T2']],
    ['verdict=not tried&verdict=false here', ['T2', 'T3']],
    ['q=WAIT the', ['T2']],
    ['q=t3', ['T3']],
    ['q=so&verdict=holds', ['T1', 'T2', 'T3']],
    ['verdict=nonsense', ['T1', 'T2', 'T3']],
    ['q=<b>', []],
  ])('%s', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  test('is kept in the address', () => {
    const filter = { verdicts: [...VERDICTS], text: '60 s & more' };
    expect(filterOf(new URLSearchParams(ledgerLink(filter).split('?')[1]))).toEqual(filter);
    expect(ledgerLink({ verdicts: [], text: '' })).toBe('#/claims');
  });

  test('takes a verdict in and out', () => {
    const once = toggled({ verdicts: [], text: 'x' }, 'holds');
    expect(once).toEqual({ verdicts: ['holds'], text: 'x' });
    expect(toggled(once, 'holds').verdicts).toEqual([]);
  });
});
