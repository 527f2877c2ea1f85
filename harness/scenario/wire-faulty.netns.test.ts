import { expect, jest, test } from '@jest/globals';
import { ChildRun } from './fixtures/child-run.ts';

jest.setTimeout(120_000);

test('a scenario whose wire lost segments, or failed, fails and says so', async () => {
  await using run = ChildRun.ofFixtures('netns', ['wire-faulty']);
  expect(await run.exitCode).toBe(1);
  const evidence = run.evidence.toSorted((a, b) => a.scenario.name.localeCompare(b.scenario.name));
  const errors = evidence.map(({ scenario, status, error }) => [scenario.name, status, error]);
  expect(errors).toEqual([
    [
      'an answer cannot be sent',
      'failed',
      expect.stringMatching(/^the wire of host server failed: sendto: EPERM/),
    ],
    [
      'more comes in at once than the queue can keep',
      'failed',
      expect.stringMatching(
        /^the kernel's queue of host server lost \d+ segments that no fault was to touch\n {2}more came in/,
      ),
    ],
  ]);
  expect(run.output).toContain('WIRE_LOST');
  const [, lossy] = evidence;
  const { queued = 0, lost = 0 } = lossy?.hosts.find(({ name }) => name === 'server')?.wire ?? {};
  expect([queued + lost, lost > 0]).toEqual([80_000, true]);
});
