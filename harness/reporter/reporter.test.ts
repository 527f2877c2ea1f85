import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { evidenceOf, step } from '../../reports/fidelity/test-evidence.ts';
import { readRunNote } from '../../reports/run-note.ts';
import { builtFile, packageRoot } from '../backend/package-files.ts';

// Each test starts Jest, and a busy machine takes its time for that.
jest.setTimeout(60_000);

const OF_THIS_RUN = /^(JEST_|HALFCLOSE_|GITHUB_|CI$|NODE_OPTIONS$)/;
/** A project whose only test leaves the evidence of a scenario, as a real one would, and then does this. */
const testOf = (body: string) => `
const fs = require('node:fs');
test('loses its peer', () => {
  const folder = process.env.HALFCLOSE_RUN_FOLDER + '/netns/x/a';
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync('evidence.json', folder + '/evidence.json');
  ${body}
});`;

let project: string;
beforeEach(() => {
  project = realpathSync(mkdtempSync(path.join(tmpdir(), 'halfclose-project-')));
});
afterEach(() => rmSync(project, { recursive: true }));

interface Project {
  readonly reporters?: readonly string[];
  readonly body?: string;
  readonly status?: 'passed' | 'failed';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function runJest({ reporters = [], body = '', status = 'passed', args = [], env = {} }: Project) {
  const evidence = evidenceOf('loses its peer', [step('client.close()')], {
    ...(status === 'failed' ? { status, verdict: 'failed', error: 'it broke' } : {}),
    scenario: { name: 'loses its peer', file: 'x.test.js' },
    startedAt: new Date().toISOString(),
  });
  writeFileSync(path.join(project, 'evidence.json'), JSON.stringify(evidence));
  writeFileSync(path.join(project, 'x.test.js'), testOf(body));
  const config = { rootDir: project, reporters: [...reporters, builtFile('reporter.js')] };
  writeFileSync(path.join(project, 'jest.config.json'), JSON.stringify(config));
  const inherited = Object.entries(process.env).filter(([name]) => !OF_THIS_RUN.test(name));
  const jest = path.join(packageRoot(), 'node_modules', 'jest', 'bin', 'jest.js');
  const done = spawnSync(process.execPath, [jest, ...args], {
    ...{ cwd: project, encoding: 'utf8' },
    env: { ...Object.fromEntries(inherited), ...env, NO_COLOR: '1' },
  });
  return { status: done.status, stderr: done.stderr, run: path.join(project, 'reports', 'out', 'latest') };
}

/** The files that the documentation says a run leaves. */
function filesInDocs(): string[] {
  const text = readFileSync(path.join(packageRoot(), 'docs', 'reports.md'), 'utf8');
  return [...text.matchAll(/^\| `([a-z.]+)` \|/gm)].flatMap((row) => row[1] ?? []);
}

const LAST_LINES = /evidence in (reports\/out\/\S+)\nreport: \1\/report\.html\n$/;

describe('the reporter', () => {
  test('alone makes the reports of the run, and says last where they are', () => {
    const { status, stderr, run } = runJest({ args: ['x'] });
    expect(stderr).toMatch(LAST_LINES);
    expect(status).toBe(0);
    expect(readdirSync(run).sort()).toEqual(['netns', ...filesInDocs()].sort());
    expect(readRunNote(run)?.command).toBe('npx jest x');
  });

  test('beside the default one leaves it as it is, tells what happened, and has the last word', () => {
    const { status, stderr } = runJest({
      ...{ reporters: ['default'], status: 'failed', body: "throw new Error('it broke');" },
    });
    expect(stderr).toMatch(/● loses its peer\n\n +it broke\n/);
    expect(stderr).toMatch(/failed +loses its peer +netns.*\n[^]*\+0 ms +— client\.close\(\)\n/);
    expect(stderr).toMatch(/Ran all test suites\.\n[^]*evidence in/);
    expect(stderr).toMatch(LAST_LINES);
    expect(status).toBe(1);
  });

  test('says so too where Jest is told to end at once', () => {
    expect(runJest({ reporters: ['default'], args: ['--forceExit'] }).stderr).toMatch(LAST_LINES);
  });

  test('leaves the reports to whoever gave it the folder', () => {
    const given = path.join(project, 'given');
    const { stderr } = runJest({ env: { HALFCLOSE_RUN_FOLDER: given } });
    expect(stderr).toMatch(/evidence in given\n$/);
    expect(existsSync(path.join(given, 'netns', 'x', 'a', 'evidence.json'))).toBe(true);
    expect(existsSync(path.join(given, 'report.html'))).toBe(false);
  });

  test('tells of a report that could not be written, and changes nothing of the outcome', () => {
    const { status, stderr } = runJest({
      body: "fs.mkdirSync(process.env.HALFCLOSE_RUN_FOLDER + '/report.html');",
    });
    expect(stderr).toMatch(/report\.html could not be written: .*EISDIR.*\nreport: npx halfclose report /);
    expect(status).toBe(0);
  });

  test('on GitHub annotates what failed, and writes the summary of the step', () => {
    const summary = path.join(project, 'step.md');
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: path.dirname(project),
    };
    const { stderr } = runJest({ status: 'failed', env });
    expect(stderr).toMatch(
      /^::error file=halfclose-project-\w+\/x\.test\.js,title=failed on netns%3A loses/m,
    );
    expect(readFileSync(summary, 'utf8')).toContain('**loses its peer** (netns), x.test.js');
  });
});
