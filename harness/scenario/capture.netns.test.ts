import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { ChildRun } from './fixtures/child-run.ts';
import { testMounting } from './fixtures/test-where.ts';

jest.setTimeout(120_000);

const testHiding = testMounting();

/** What `tcpdump` reads in the capture that a run has left behind. */
function captured({ out }: ChildRun): string {
  const [file = ''] = globSync('*/*/*/*/capture.pcapng', { cwd: out, exclude: ['latest'] });
  return execFileSync('tcpdump', ['-n', '-r', path.join(out, file)], { stdio: 'pipe' }).toString();
}

test('a scenario leaves a capture that tools can read, with its segments in the order of their times', async () => {
  await using run = ChildRun.ofFixtures('netns', ['exchanges']);
  expect({ exitCode: await run.exitCode, said: run.output }).toMatchObject({ exitCode: 0 });
  const lines = captured(run).split('\n');
  expect(lines.slice(0, 4).map((line) => /Flags \[(.*?)\]/.exec(line)?.[1])).toEqual(['S', 'S', 'S.', 'S.']);
  expect(run.evidence[0]?.hosts).toMatchObject([
    { name: 'server', capture: { state: 'on', dropped: 0, leftOut: 0 }, endedSockets: { state: 'on' } },
    { name: 'client', capture: { state: 'on', dropped: 0, leftOut: 0 }, endedSockets: { state: 'on' } },
  ]);
});

test('a harness that is killed leaves what was captured by then', async () => {
  await using run = ChildRun.ofFixtures('netns', ['hangs']);
  await run.reaching('waiting');
  run.signal('SIGKILL', 'leader');
  await run.exitCode;
  expect(captured(run)).toMatch(/Flags \[S\].*\n.*Flags \[S/);
});

testHiding(
  'without tcpdump and stdbuf everything else runs, and what rests on them is unproven',
  async () => {
    const hide =
      'for f in $(which -a tcpdump stdbuf); do mount --bind /dev/null "$(readlink -f "$f")"; done; exec "$@"';
    const through = ['unshare', '-m', 'sh', '-c', hide, 'sh'];
    await using run = ChildRun.ofFixtures('netns', ['exchanges', 'passes'], { through });
    await run.exitCode;
    const [exchanges, passes] = ['asks which segments', 'connects'].map((name) =>
      run.evidence.find(({ scenario }) => scenario.name.startsWith(name)),
    );
    expect(passes).toMatchObject({ status: 'passed', verdict: 'held' });
    expect(exchanges).toMatchObject({ status: 'failed', verdict: 'unproven' });
    expect(exchanges?.error).toMatch(/\n {2}Unproven {2}the capture is off: .*tcpdump.*\n/);
    for (const { capture, endedSockets } of passes?.hosts ?? []) {
      expect(capture).toMatchObject({ state: 'off', why: expect.stringContaining('tcpdump'), packets: 0 });
      expect(endedSockets).toMatchObject({ state: 'off', why: expect.stringContaining('stdbuf') });
    }
  },
);
