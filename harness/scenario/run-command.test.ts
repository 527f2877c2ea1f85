import path from 'node:path';
import { expect, test } from '@jest/globals';
import { runCommand } from './run-command.ts';

const started = (script: string, ...args: string[]) => runCommand(['/usr/bin/node', script, ...args], {});

test.each([
  ['/x/dist/cli.js', 'npx halfclose demo'],
  ['/x/node_modules/.bin/halfclose', 'npx halfclose demo'],
  ['/x/node_modules/jest/bin/jest.js', 'npx jest demo'],
  ['/x/node_modules/.bin/jest', 'npx jest demo'],
  [path.resolve('tools/run.js'), 'node tools/run.js demo'],
])('what was started by %s', (script, command) => {
  expect(started(script, 'demo')).toBe(command);
});

test('its arguments stay what they were in a shell', () => {
  expect(started('/x/jest', '-t', "it's $HOME", '--shard=1/2', '--', 'scenarios/a')).toBe(
    `npx jest -t 'it'\\''s $HOME' --shard=1/2 -- scenarios/a`,
  );
  expect(started('/x/jest', '')).toBe("npx jest ''");
});

test('what the environment told it is told again, but not where it was to leave its evidence', () => {
  const env = { HALFCLOSE_SEED: '7', HALFCLOSE_TRACE: 'off', HALFCLOSE_OUT: '/tmp', PATH: '/bin' };
  expect(runCommand(['node', '/x/jest'], env)).toBe('HALFCLOSE_SEED=7 HALFCLOSE_TRACE=off npx jest');
});
