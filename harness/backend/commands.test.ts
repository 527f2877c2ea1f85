import { describe, expect, test } from '@jest/globals';
import { toolOnPath, works } from './commands.ts';

describe('a tool', () => {
  test('is found where it is, and not where it is not', () => {
    expect(toolOnPath('sh')).toBe(true);
    expect(toolOnPath('no-tool-of-this-name')).toBe(false);
  });

  test('is not a file that cannot be run', () => {
    // /bin is on the path, and so is this by a way that leads out of it.
    expect(toolOnPath('../etc/passwd')).toBe(false);
  });
});

describe('a command', () => {
  test.each([
    ['ends with 0', 'true', [], true],
    ['ends with something else', 'false', [], false],
    ['is ended by a signal', 'sh', ['-c', 'kill -9 $$'], false],
    ['does not exist', 'no-tool-of-this-name', [], false],
  ])('that %s', async (_what, command, args, answer) => {
    expect(await works(command, args)).toBe(answer);
  });
});
