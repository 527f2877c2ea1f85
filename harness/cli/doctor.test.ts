import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';

jest.setTimeout(60_000);

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');

test('halfclose doctor --json tells a program what this machine offers, whatever it lacks', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'doctor', '--json'], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const report = JSON.parse(stdout) as {
    rows: { what: string; status: string; found: string; advice?: string }[];
  };
  expect(report).toMatchObject({ version: 1, backends: {} });
  expect(report.rows.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['kernel', 'ss', 'tc', 'nft', 'tcpdump', 'container engine', 'netem', 'tracefs']),
  );
  for (const row of report.rows) {
    expect(row.found).not.toBe('');
    if (row.status !== 'ok') expect(row.advice).toEqual(expect.stringMatching(/./));
  }
});
