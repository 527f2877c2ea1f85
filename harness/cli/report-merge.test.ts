import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { leave } from '../../reports/ci/test-run.ts';
import { EXIT_FAILED, EXIT_USAGE } from '../model/exit-codes.ts';

// Each test starts the command, and a busy machine takes its time for that.
jest.setTimeout(30_000);

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');
let out: string;
const run = (name: string) => path.join(out, name);
beforeEach(() => {
  out = mkdtempSync(path.join(os.tmpdir(), 'halfclose-merge-'));
  leave(run('one'), 'a');
  leave(run('two'), 'b');
});
afterEach(() => rmSync(out, { recursive: true }));

function merge(...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1', GITHUB_STEP_SUMMARY: run('step.md') };
  return spawnSync(process.execPath, [CLI, 'report', 'merge', ...args], { cwd: out, env, encoding: 'utf8' });
}

describe('halfclose report merge', () => {
  test('makes one run of several, with reports of its own, and prints where its page is', () => {
    const { status, stdout } = merge('one', 'two', '--into', 'all');
    expect(stdout).toBe('all/report.html\n');
    expect(status).toBe(0);
    expect(existsSync(run('all/report.html'))).toBe(true);
    expect(readFileSync(run('all/summary.md'), 'utf8')).toContain('2 of 2 scenarios passed');
    expect(readFileSync(run('all/scenarios.junit.xml'), 'utf8')).toContain('tests="2"');
    expect(readFileSync(run('step.md'), 'utf8')).toBe(readFileSync(run('all/summary.md'), 'utf8'));
  });

  test('puts it beside the first where it is not told where', () => {
    const { stdout } = merge('one', 'two');
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d+\/report\.html\n$/);
    expect(existsSync(path.join(out, stdout.trim()))).toBe(true);
  });

  test('takes an empty folder that is there', () => {
    mkdirSync(run('all'));
    expect(merge('one', '--into', 'all').status).toBe(0);
  });

  test.each([
    ['a folder that is missing', ['one', 'none'], /there is no run in none\n/],
    ['one without evidence', ['one', 'empty'], /there is no evidence in empty\n/],
    ['the folder of all runs', ['.'], /there is no evidence in \.\n/],
    ['the same twice', ['one', 'two', './one'], /one is named twice\n/],
    ['the same under another name', ['one', 'latest'], /one is named twice\n/],
    ['one that lies in another', ['one', 'one/nested/inner'], /inner lies in \S+one\n/],
    [
      'a target that holds something',
      ['one', '--into', 'two'],
      /two is there already, and no empty folder\n/,
    ],
    ['a target that is a file', ['one', '--into', 'file'], /file is there already, and no empty folder\n/],
  ])('refuses %s', (_what, args, why) => {
    mkdirSync(run('empty'));
    symlinkSync('one', run('latest'));
    leave(run('one/nested/inner'), 'c');
    writeFileSync(run('file'), '');
    const { status, stdout, stderr } = merge(...args);
    expect(stderr).toMatch(why);
    expect(stderr).toContain('[INVALID_OPTION]');
    expect({ status, stdout }).toEqual({ status: EXIT_USAGE, stdout: '' });
    expect(existsSync(run('two/netns/x/a'))).toBe(false);
  });

  test('needs a run', () => {
    expect(merge()).toMatchObject({ status: EXIT_USAGE, stderr: expect.stringContaining("argument 'run'") });
  });

  test('fails where a report cannot be made, and says which', () => {
    mkdirSync(run('step.md'));
    const { status, stderr } = merge('one', '--into', 'all');
    expect(stderr).toMatch(/^the step's summary could not be written: .*EISDIR/);
    expect(status).toBe(EXIT_FAILED);
  });

  test('fails where nothing that it took can be read', () => {
    writeFileSync(path.join(leave(run('three'), 'c'), 'evidence.json'), '{');
    expect(merge('three', '--into', 'all').status).toBe(EXIT_FAILED);
  });
});
