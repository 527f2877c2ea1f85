import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkOptionName, checkOptionValue, SOCKET_OPTIONS } from './socket-options.ts';

describe('a value', () => {
  test.each([
    ['SO_KEEPALIVE', true],
    ['TCP_LINGER2', -1],
    ['SO_LINGER', { onOff: false, seconds: 0 }],
  ])('%s takes %j', (option, value) => {
    expect(() => checkOptionValue(option, value)).not.toThrow();
  });

  test.each([
    ['SO_KEEPALIVE', 1, 'takes true or false, got `1`'],
    ['TCP_KEEPCNT', '3', 'takes a whole number of 32 bit, got `"3"`'],
    ['TCP_KEEPCNT', 1.5, 'got `1.5`'],
    ['TCP_KEEPCNT', 2 ** 31, 'got `2147483648`'],
    ['TCP_KEEPCNT', undefined, 'got nothing'],
    ['SO_LINGER', 5, 'takes `{ onOff: true, seconds: 5 }`, got `5`'],
    ['SO_LINGER', { onOff: true, seconds: -1 }, 'got `{"onOff":true,"seconds":-1}`'],
    ['SO_LINGER', { onOff: true }, 'got `{"onOff":true}`'],
    ['SO_LINGER', { onOff: true, seconds: 1, unit: 's' }, 'takes `{'],
    ['SO_LINGER', null, 'got `null`'],
    ['SO_ERROR', 0, 'it is only read'],
  ])('%s refuses %j', (option, value, why) => {
    expect(() => checkOptionValue(option, value)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(why) }),
    );
  });

  test.each(['TCP_TELEPATHY', 'toString', '', 'so_linger'])('there is no option %j', (option) => {
    expect(() => checkOptionName(option)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_OPTION', message: expect.stringContaining('SO_LINGER') }),
    );
  });
});

describe('docs/raw-sockets.md', () => {
  const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'raw-sockets.md'), 'utf8');
  const TYPES = {
    flag: '`boolean`',
    int: '`number`',
    errno: '`string` or `0`',
    linger: '`{ onOff, seconds }`',
  };

  /** Of each row of the table of options: its name, and the type of its value. */
  const described = (text: string): Record<string, string> =>
    Object.fromEntries(
      [...text.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(([, name = '', type = '']) => [
        name,
        type.replace(/, \w+\s*$/, '').trim(),
      ]),
    );
  const known = Object.fromEntries(
    Object.entries(SOCKET_OPTIONS).map(([name, { kind }]) => [name, TYPES[kind]]),
  );

  test('names exactly the options there are, and the types of their values', () => {
    expect(described(page)).toEqual(known);
  });

  test('a row that is wrong or missing would be found', () => {
    expect(
      described(page.replace(/^\| `TCP_NODELAY` \| `boolean`/m, '| `TCP_NODELAY` | `number`')),
    ).not.toEqual(known);
    expect(described(page.replace(/^\| `SO_LINGER`.*\n/m, ''))).not.toEqual(known);
  });
});
