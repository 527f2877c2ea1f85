import { expect, test } from '@jest/globals';
import { translateGoFlags } from './go-flags.ts';

test.each([
  [
    ['-port', '8474', '-host=0.0.0.0'],
    ['--port', '8474', '--host=0.0.0.0'],
  ],
  [
    ['--port', '1', '-config', '-x'],
    ['--port', '1', '--config', '-x'],
  ],
  [
    ['-proxy-metrics', '-runtime-metrics=true'],
    ['--proxy-metrics', '--runtime-metrics'],
  ],
  [['-proxy-metrics=false', '--runtime-metrics=0'], []],
  [['-proxy-metrics=maybe'], ['--proxy-metrics=maybe']],
  [
    ['-nope', '-h', '--', 'port'],
    ['-nope', '-h', '--', 'port'],
  ],
])('%p becomes %p', (given, expected) => {
  expect(translateGoFlags(given)).toEqual(expected);
});
