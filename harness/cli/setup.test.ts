import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findExecutable } from '../kernel/executables.ts';

/** Programs that ./setup itself is written with; those that it looks for are hidden by leaving them out. */
const SHELL = ['sh', 'dirname', 'tr', 'grep', 'uname', 'id', 'sed', 'flock', 'find', 'head', 'env'];
const NOBODY = 65_534;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'halfclose-setup-'));
  chmodSync(folder, 0o755);
  mkdirSync(path.join(folder, 'bin'));
  copyFileSync(path.join(__dirname, '..', '..', 'setup'), path.join(folder, 'setup'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `./setup` in an empty folder on a machine that has only these programs on its path, as an ordinary user. */
function setup(programs: readonly string[], args: readonly string[] = []) {
  for (const name of programs) {
    const program = findExecutable(name, (process.env['PATH'] ?? '').split(':'));
    if (program !== undefined) symlinkSync(program, path.join(folder, 'bin', name));
  }
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  return spawnSync(path.join(folder, 'setup'), args, {
    ...user,
    cwd: folder,
    env: { PATH: path.join(folder, 'bin') },
    encoding: 'utf8',
  });
}

const LACKS_SS = /^setup: this machine lacks:\n {2}iproute2 +ss shows the state of every socket; ip and tc/;

test('where it may not install it says what for, prints the command, and stops', () => {
  const { status, stdout, stderr } = setup([...SHELL, 'apt-get', 'node', 'npm']);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(LACKS_SS);
  expect(stderr).toMatch(
    /\nsetup: neither root nor sudo without a password: please run this, then try again:\n {2}sudo apt-get update && sudo apt-get install -y --no-install-recommends iproute2( [a-z0-9-]+)*\n$/,
  );
  expect(readdirSync(folder).sort()).toEqual(['bin', 'setup']);
});

test('on another system than Debian or Ubuntu it names the packages, and stops', () => {
  const { status, stderr } = setup([...SHELL, 'node', 'npm']);
  expect(status).toBe(1);
  expect(stderr).toMatch(LACKS_SS);
  expect(stderr).toMatch(
    /\nsetup: this is neither Debian nor Ubuntu \(no apt-get\): .*\n {2}On Debian it would be: sudo apt-get update && .* iproute2( [a-z0-9-]+)*\n$/,
  );
});

test('an option that it does not have is refused, with those that it has', () => {
  const { status, stderr } = setup(SHELL.concat('cat'), ['--dokcer']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^setup: unknown option: --dokcer\nusage: \.\/setup \[--docker\]/);
});
