import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findIn } from './toxiproxy-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'halfclose-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder with a program that says this of its version, and has this text in its file. */
function programThatSays(said: string, note = '', mode = 0o755): string {
  const bin = mkdtempSync(path.join(folder, 'bin-'));
  writeFileSync(path.join(bin, 'toxiproxy-server'), `#!/bin/sh\necho '${said}'\n# ${note}\n`, { mode });
  return bin;
}

describe('the program of the real Toxiproxy', () => {
  test('is the first on the way that can be run', async () => {
    const folders = [
      path.join(folder, 'not-there'),
      programThatSays('toxiproxy-server version 2.12.0', '', 0o644),
      programThatSays('toxiproxy-server version 2.12.0'),
      programThatSays('toxiproxy-server version 2.5.0'),
    ];
    expect(await findIn(folders)).toBe(path.join(folders[2] ?? '', 'toxiproxy-server'));
  });

  test('built by go install tells its version in the note that Go leaves', async () => {
    const note = 'mod\tgithub.com/Shopify/toxiproxy/v2\tv2.12.0\th1:d1x=';
    const bin = programThatSays('toxiproxy-server version git', note);
    expect(await findIn([bin])).toBe(path.join(bin, 'toxiproxy-server'));
  });

  test.each([
    ['an older one', 'toxiproxy-server version 2.5.0', '', 'is 2.5.0, and scenarios are written for 2.12.0'],
    [
      'one of a module of another version',
      'toxiproxy-server version git',
      'mod\tgithub.com/Shopify/toxiproxy/v2\tv2.12.01\th1:',
      'is of an unknown version',
    ],
    ['another program of that name', 'hello', '', 'is something that does not tell its version'],
  ])('is not %s', async (_what, said, note, why) => {
    await expect(findIn([programThatSays(said, note)])).rejects.toMatchObject({
      code: 'NO_TOXIPROXY',
      message: expect.stringContaining(why),
    });
  });

  test('that is not there: the error says how to get it', async () => {
    await expect(findIn([folder])).rejects.toMatchObject({
      code: 'NO_TOXIPROXY',
      hint: expect.stringMatching(
        /setup --toxiproxy.*go install github.com\/Shopify\/toxiproxy\/v2\/cmd\/server@v2\.12\.0.*rename/,
      ),
    });
  });
});
