import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { scenarioOf, sees } from '../../reports/states/test-evidence.ts';
import { EXIT_FAILED, EXIT_USAGE } from '../model/exit-codes.ts';

// Each test starts the command, some more than once, and a busy machine takes its time for that.
jest.setTimeout(30_000);

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');
const FIN = [sees('server', 'ESTABLISHED'), sees('server', 'CLOSE_WAIT')];

let out: string;
beforeEach(() => {
  out = mkdtempSync(path.join(os.tmpdir(), 'halfclose-states-'));
});
afterEach(() => rmSync(out, { recursive: true }));

/** Leaves the evidence of a scenario in a run's folder. */
function ran(run: string, planted: Parameters<typeof scenarioOf>[0]) {
  const { file, evidence } = scenarioOf(planted, FIN);
  const whole = path.join(out, run, evidence.backend, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, JSON.stringify(evidence));
}

function states(...args: string[]) {
  const env = { ...process.env, HALFCLOSE_OUT: out, NO_COLOR: '1' };
  return spawnSync(process.execPath, [CLI, 'states', ...args], { env, encoding: 'utf8' });
}

describe('halfclose states', () => {
  test('prints the coverage of each backend of the last run, and fails where something is left', () => {
    ran('latest', { edge: 13 });
    ran('latest', { edge: 3, status: 'failed', backend: 'docker' });
    const { status, stdout } = states();
    expect(stdout).toMatch(/^13 +ESTABLISHED → CLOSE_WAIT +FIN +proven +netns\/13-passed\/evidence\.json$/m);
    expect(stdout).toContain('1 of 32 edges proven or refused, 0 of 11 states held and released (netns)\n');
    expect(stdout).toMatch(/0 of 32 edges proven or refused, 0 of 11 states held and released \(docker\)\n$/);
    expect(status).toBe(EXIT_FAILED);
  });

  test('tells a program', () => {
    ran('latest', { edge: 13 });
    const { backends, run } = JSON.parse(states('--json').stdout) as {
      run: string;
      backends: { netns: { edges: object[]; states: object[]; covered: object } };
    };
    expect(path.resolve(run)).toBe(path.join(out, 'latest'));
    const { edges, states: held, covered } = backends.netns;
    expect([edges.length, held.length, covered]).toEqual([32, 11, { edges: 1, states: 0 }]);
    const FIN_OF_PEER = {
      ...{ number: 13, from: ['ESTABLISHED'], to: 'CLOSE_WAIT', event: 'FIN' },
      ...{ source: 'RFC 9293 section 3.10.7.4', shownFrom: ['ESTABLISHED'] },
    };
    expect(edges[12]).toEqual({
      ...FIN_OF_PEER,
      ...{ status: 'proven', known: 'seen', evidence: ['netns/13-passed/evidence.json'] },
    });
    expect(edges[0]).toMatchObject({ status: 'missing', why: 'no scenario of this run declares it' });
    expect(held[0]).toMatchObject({ state: 'CLOSED', status: 'missing' });
  });

  test('is about the backend and the run that it is given', () => {
    ran('latest', { edge: 13 });
    ran('another', { edge: 13, backend: 'docker' });
    const { stdout } = states('--run', path.join(out, 'another'), '--backend', 'docker');
    expect(stdout).toContain('1 of 32 edges proven or refused, 0 of 11 states held and released (docker)');
  });

  test.each([
    [
      'no run',
      [],
      /there is no evidence in .*latest\n.*run `npx halfclose test -- scenarios\/state-machine`/,
    ],
    ['no such run', ['--run', '/nowhere'], /there is no evidence in \/nowhere\n/],
    [
      'no evidence of that backend',
      ['--backend', 'docker', '--run', '.'],
      /there is no evidence of docker in /,
    ],
  ])('says what to run where there is %s', (_what, args, message) => {
    const { status, stderr } = states(...args.map((arg) => (arg === '.' ? out : arg)));
    expect([status, stderr]).toEqual([EXIT_USAGE, expect.stringMatching(message)]);
    expect(stderr).toContain('[INVALID_OPTION]');
  });
});
