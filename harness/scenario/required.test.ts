import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isRequired } from './required.ts';

let before: string | undefined;
beforeEach(() => {
  before = process.env['HALFCLOSE_REQUIRE'];
});
afterEach(() => {
  if (before === undefined) delete process.env['HALFCLOSE_REQUIRE'];
  else process.env['HALFCLOSE_REQUIRE'] = before;
});

test.each([undefined, ''])('nothing is required by %p', (setting) => {
  if (setting === undefined) delete process.env['HALFCLOSE_REQUIRE'];
  else process.env['HALFCLOSE_REQUIRE'] = setting;
  expect(isRequired('docker')).toBe(false);
});

test('what the list names is required, and nothing else', () => {
  process.env['HALFCLOSE_REQUIRE'] = 'netns,wire';
  expect((['netns', 'wire', 'docker', 'trace'] as const).filter((each) => isRequired(each))).toEqual([
    'netns',
    'wire',
  ]);
});

// A demand with a slip of the pen would be met by a machine that has nothing.
test('a word that demands nothing is an error', () => {
  process.env['HALFCLOSE_REQUIRE'] = 'netns,dokcer';
  expect(() => isRequired('netns')).toThrow(
    expect.objectContaining({
      code: 'INVALID_OPTION',
      message:
        'HALFCLOSE_REQUIRE names `dokcer`, which is nothing to require\n  it takes a list of: netns, docker, browser, toxiproxy, wire, trace, capture, servers, conntrack',
    }),
  );
});
