import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { makeRun } from '../../reports/page/fixtures/made-run.ts';
import { EXIT_USAGE } from '../model/exit-codes.ts';

// Each test starts the command, some more than once, and a busy machine takes its time for that.
jest.setTimeout(30_000);

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');

let out: string;
beforeEach(() => {
  out = mkdtempSync(path.join(os.tmpdir(), 'halfclose-report-'));
  makeRun(path.join(out, 'a-run'), { scenarios: 2, events: 60 });
  symlinkSync('a-run', path.join(out, 'latest'));
});
afterEach(() => rmSync(out, { recursive: true }));

/** `halfclose report`, where only these programs can be found. */
function report(args: readonly string[] = [], programs = out) {
  const env = { ...process.env, HALFCLOSE_OUT: out, PATH: programs };
  return spawnSync(process.execPath, [CLI, 'report', ...args], { env, cwd: out, encoding: 'utf8' });
}

describe('halfclose report', () => {
  test('writes the page of the last run, and says where it is', () => {
    expect(report()).toMatchObject({ status: 0, stdout: 'a-run/report.html\n', stderr: '' });
    expect(readFileSync(path.join(out, 'a-run', 'report.html'), 'utf8')).toContain(
      '<title>a-run – halfclose</title>',
    );
  });

  test('writes that of the run that it is given', () => {
    makeRun(path.join(out, 'another'), { scenarios: 1, events: 60 });
    expect(report(['another'])).toMatchObject({ status: 0, stdout: 'another/report.html\n' });
  });

  test.each([
    ['there is no such run', 'nowhere'],
    ['the run has no evidence', 'empty'],
  ])('says what to do where %s', (_what, run) => {
    mkdirSync(path.join(out, 'empty'));
    const { status, stdout, stderr } = report([run]);
    expect([status, stdout]).toEqual([EXIT_USAGE, '']);
    expect(stderr).toMatch(
      /there is no evidence in (nowhere|empty)\n {2}run `npx halfclose demo` first.*\[INVALID_OPTION\]/s,
    );
  });

  test('--open has the page shown', async () => {
    const shown = path.join(out, 'shown');
    execFileSync('mkfifo', [shown]);
    writeFileSync(path.join(out, 'xdg-open'), `#!/bin/sh\necho "$1" > '${shown}'\n`, { mode: 0o755 });
    const opened = readFile(shown, 'utf8');
    expect(report(['--open'])).toMatchObject({ status: 0, stdout: 'a-run/report.html\n' });
    expect(await opened).toBe(`${path.join(out, 'a-run', 'report.html')}\n`);
  });

  test('--open says what to do where nothing can show it, and the page is there', () => {
    const { status, stdout, stderr } = report(['--open']);
    expect([status, stdout]).toEqual([EXIT_USAGE, 'a-run/report.html\n']);
    expect(stderr).toMatch(
      /xdg-open.*\n {2}install xdg-utils, or open .*report\.html in a browser \[MISSING_TOOL\]/,
    );
  });
});
