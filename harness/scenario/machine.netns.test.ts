import { chmodSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { ChildRun } from './fixtures/child-run.ts';
import { testMounting, testWhere, testWithoutTracefs, WITHOUT_TRACEFS } from './fixtures/test-where.ts';

jest.setTimeout(120_000);

const NOBODY = '65534';
const AS_NOBODY = ['setpriv', '--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--inh-caps=-all'];
const testHiding = testMounting();
const testInUserNamespace = testWhere(['unshare', '-Ur', 'true'], 'user namespaces are refused here');
const testAsNobody = testWhere(
  ['unshare', '-m', ...AS_NOBODY, 'unshare', '-Urn', 'true'],
  'an ordinary user may not make user namespaces here',
);

function shell(script: string): string[] {
  return ['sh', '-c', `${script} && exec "$@"`, 'sh'];
}

describe('a machine that cannot run a backend is told so, and nothing is started', () => {
  test('no backend of that name', async () => {
    // The unit project names no backend, so the environment does.
    await using run = ChildRun.ofFixtures('unit', ['passes'], { env: { HALFCLOSE_BACKEND: 'foo' } });
    expect(await run.exitCode).toBe(1);
    expect(run.output).toContain('there is no backend called `foo`\n      choose one of: netns, docker');
    expect(run.output).toContain('UNKNOWN_BACKEND');
    expect(run.evidence).toEqual([]);
  });

  test('no backend of that name, on the command line', async () => {
    await using run = ChildRun.ofCommand(['demo', '--backend', 'foo']);
    expect(await run.exitCode).toBe(2);
    expect(run.output).toContain("argument 'foo' is invalid. Allowed choices are netns, docker, all.");
    expect(run.evidence).toEqual([]);
  });

  test('no engine', async () => {
    await using run = ChildRun.ofCommand(['demo', '--backend', 'docker'], {
      env: { DOCKER_HOST: 'tcp://127.0.0.1:1' },
    });
    expect(await run.exitCode).toBe(2);
    expect(run.output).toMatch(/^halfclose: .*tcp:\/\/127\.0\.0\.1:1.*\[NO_ENGINE\]$/ms);
    expect(run.evidence).toEqual([]);
  });

  testHiding('no ss', async () => {
    const hide = shell('for f in $(which -a ss); do mount --bind /dev/null "$(readlink -f "$f")"; done');
    await using run = ChildRun.ofCommand(['demo'], { through: ['unshare', '-m', ...hide] });
    expect(await run.exitCode).toBe(2);
    expect(run.output).toBe(
      'halfclose: the netns backend needs `ss`, which is not on the path\n  run ./setup, or: apt-get install iproute2 [MISSING_TOOL]\n',
    );
    expect(run.evidence).toEqual([]);
  });

  testInUserNamespace('no privilege', async () => {
    // In a user namespace of its own, the limit is this run's and those below it.
    const forbid = ['unshare', '-Ur', ...shell('echo 0 > /proc/sys/user/max_net_namespaces')];
    await using run = ChildRun.ofCommand(['demo'], { through: forbid });
    expect(await run.exitCode).toBe(2);
    expect(run.output).toMatch(
      /^halfclose: the netns backend may not make network namespaces here\n {2}run as root, .*\[NO_PRIVILEGE\]\n$/,
    );
    expect(run.evidence).toEqual([]);
  });
});

testAsNobody('an ordinary user runs scenarios in a user namespace', async () => {
  // Wherever the package is, that user can read it here, and sees it only in this mount namespace.
  const readable = mkdtempSync(path.join(tmpdir(), 'halfclose-package-'));
  chmodSync(readable, 0o755);
  const script = `mount --bind . "$0" && cd "$0" && exec ${AS_NOBODY.join(' ')} "$@"`;
  try {
    await using run = ChildRun.ofFixtures('netns', ['passes'], {
      through: ['unshare', '-m', 'sh', '-c', script, readable],
    });
    const exitCode = await run.exitCode;
    expect({ exitCode, said: run.output }).toMatchObject({ exitCode: 0 });
    const why = `tracefs cannot be read on /sys/kernel/tracing by user ${NOBODY}`;
    expect(run.evidence).toMatchObject([
      {
        ...{ status: 'passed', verdict: 'held', environment: { privilege: 'userns' } },
        trace: { state: 'off', why },
      },
    ]);
    expect(run.output).toContain(`states were sampled, not traced: kernel trace off: ${why}\n`);
  } finally {
    rmdirSync(readable);
  }
});

testWithoutTracefs()('where tracefs is not mounted the kernel is traced all the same', async () => {
  await using run = ChildRun.ofFixtures('netns', ['passes'], { through: WITHOUT_TRACEFS });
  expect(await run.exitCode).toBe(0);
  expect(run.evidence).toMatchObject([{ verdict: 'held', trace: { state: 'on' } }]);
});
