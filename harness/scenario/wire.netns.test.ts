import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ChildRun } from './fixtures/child-run.ts';

jest.setTimeout(120_000);

const REFUSES = '#!/bin/sh\necho "iptables: No chain/target/match by that name." >&2\nexit 1\n';

describe('a machine whose kernel has no rule for queues', () => {
  let folder: string;
  let without: Record<string, string>;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'halfclose-test-'));
    writeFileSync(path.join(folder, 'iptables'), REFUSES);
    chmodSync(path.join(folder, 'iptables'), 0o755);
    without = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('does not run what needs the wire, and says so; what did not say that it does is told what is missing', async () => {
    await using run = ChildRun.ofFixtures('netns', ['wire'], { env: without });
    expect(await run.exitCode).toBe(1);
    const lack =
      'no queue rule, IPv4 here: iptables refuses the rule that queues segments: iptables: No chain/target/match by that name.';
    expect(run.output).toContain(`asks for the wire (not run: ${lack})\n`);
    const file = path.join(run.out, 'latest', 'netns', 'wire-lack.txt');
    expect(readFileSync(file, 'utf8')).toBe(lack);
    expect(run.evidence).toMatchObject([
      {
        ...{ scenario: { name: 'asks for it without having said so' }, status: 'failed' },
        error: expect.stringMatching(/No chain\/target\/match by that name.*halfclose doctor/s),
      },
    ]);
  });

  test('fails where it is required', async () => {
    await using run = ChildRun.ofFixtures('netns', ['wire'], {
      env: { ...without, HALFCLOSE_REQUIRE: 'netns,wire' },
    });
    expect(await run.exitCode).toBe(1);
    expect(run.output).not.toContain('not run');
    expect(run.evidence.map(({ status }) => status)).toEqual(['failed', 'failed']);
  });
});

test('a machine that has the wire runs what needs it', async () => {
  await using run = ChildRun.ofFixtures('netns', ['wire']);
  expect(await run.exitCode).toBe(0);
  expect(run.output).not.toContain('not run');
  expect(run.evidence.map(({ status }) => status)).toEqual(['passed', 'passed']);
});
