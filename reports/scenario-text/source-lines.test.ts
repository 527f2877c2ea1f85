import { describe, expect, test } from '@jest/globals';
import { sourceLines } from './source-lines.ts';

const NAMED = { name: 'a', file: 'a.test.ts' };

function linesOf(source: string) {
  return sourceLines({ scenario: { ...NAMED, source, line: 1 }, failedAt: { line: 2, column: 3 } });
}

const kindsOf = (source: string) =>
  linesOf(source).map(({ parts }) => parts.map(({ kind, text }) => `${kind}:${text}`));

test('evidence without a source has no lines', () => {
  expect(sourceLines({ scenario: NAMED, failedAt: { line: 1, column: 1 } })).toEqual([]);
});

test('the declared and the failing line are marked', () => {
  expect(linesOf('a\nb\nc\n').map(({ number, mark }) => [number, mark])).toEqual([
    [1, 'declared'],
    [2, 'failed'],
    [3, undefined],
  ]);
});

describe('parts of a line', () => {
  test('keywords, strings and comments; all text is kept', () => {
    const line = `await close('it\\'s'); // if`;
    expect(kindsOf(line)).toEqual([
      ['keyword:await', 'plain: close(', `string:'it\\'s'`, 'plain:); ', 'comment:// if'],
    ]);
    expect(
      linesOf(line)[0]
        ?.parts.map(({ text }) => text)
        .join(''),
    ).toBe(line);
  });

  test('no keyword inside of a name', () => {
    expect(kindsOf('awaited')).toEqual([['plain:awaited']]);
  });

  test('a comment of several lines, and code behind it', () => {
    expect(kindsOf('/** a\n * if\n */\nif (b) /* c */ d')).toEqual([
      ['comment:/** a'],
      ['comment: * if'],
      ['comment: */'],
      ['keyword:if', 'plain: (b) ', 'comment:/* c */', 'plain: d'],
    ]);
  });
});
