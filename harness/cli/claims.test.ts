import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { evidenceOf } from '../../reports/fidelity/test-evidence.ts';
import type { ClaimVerdict } from '../model/claims/claim.ts';
import { claims as ledger } from '../model/claims/ledger.ts';
import { pinned } from '../model/claims/pinned.ts';
import { EXIT_FAILED, EXIT_USAGE } from '../model/exit-codes.ts';

// Each test starts the command, and a busy machine takes its time for that.
jest.setTimeout(30_000);

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');

let out: string;
beforeEach(() => {
  out = mkdtempSync(path.join(os.tmpdir(), 'halfclose-claims-'));
});
afterEach(() => rmSync(out, { recursive: true }));

type Verdicts = Readonly<Partial<Record<string, ClaimVerdict>>>;

/** `halfclose claims`, where the last run came to these verdicts on a kernel. */
function claims(verdicts: Verdicts, kernel: string, ...args: string[]) {
  for (const [id, verdict = 'unproven'] of Object.entries(verdicts)) {
    const folder = path.join(out, 'latest', id);
    mkdirSync(folder, { recursive: true });
    const found = { id, says: id, findings: [], scaled: [], verdict };
    const evidence = evidenceOf(id, [], { claims: [found] });
    const hosts = evidence.hosts.map((host) => ({ ...host, versions: { ...host.versions, kernel } }));
    writeFileSync(path.join(folder, 'evidence.json'), JSON.stringify({ ...evidence, hosts }));
  }
  const env = { ...process.env, HALFCLOSE_OUT: out };
  return spawnSync(process.execPath, [CLI, 'claims', ...args], { env, encoding: 'utf8' });
}

describe('halfclose claims', () => {
  test('prints the ledger, and is content where each claim has the verdict it had', () => {
    const { status, stdout, stderr } = claims(pinned.verdicts, pinned.kernel);
    expect(stdout).toMatch(/^T11 +false here +Lowering tcp_fin_timeout /m);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('fails where a claim was not tried', () => {
    const { status, stderr } = claims({ T11: 'false here' }, pinned.kernel);
    expect(status).toBe(EXIT_FAILED);
    expect(stderr).toContain('O1 on netns: no scenario has put it to a kernel\n');
    expect(stderr).not.toContain('T11');
  });

  test('fails where a verdict has changed on the same kernel; on another one that is news', () => {
    const changed = { ...pinned.verdicts, T11: 'holds' } as const;
    const same = claims(changed, pinned.kernel);
    expect(same.status).toBe(EXIT_FAILED);
    expect(same.stderr).toBe(
      `T11 on netns, kernel ${pinned.kernel}: holds; on ${pinned.kernel} it was: false here\n`,
    );
    const another = claims(changed, '7.1.0');
    expect(another.status).toBe(0);
    expect(another.stderr).toBe(
      `news: T11 on netns, kernel 7.1.0: holds; on ${pinned.kernel} it was: false here\n`,
    );
  });

  test('tells a program', () => {
    const { stdout } = claims({ T11: 'false here' }, pinned.kernel, '--json');
    const told = JSON.parse(stdout) as { claims: { id: string }[] };
    expect(told.claims).toHaveLength(ledger.length);
    expect(told.claims.find(({ id }) => id === 'T11')).toMatchObject({
      ...{ claim: expect.stringContaining('tcp_fin_timeout'), source: 'E', verdict: 'false here' },
      ...{ truth: expect.any(String), kernel: pinned.kernel, evidence: ['T11/evidence.json'] },
    });
  });

  test('says what to run where there is no evidence', () => {
    const { status, stderr } = claims({}, pinned.kernel, '--backend', 'docker');
    expect(status).toBe(EXIT_USAGE);
    expect(stderr).toMatch(
      /there is no evidence of docker of a claim in .*\n.*scenarios\/claims.*\[INVALID_OPTION\]/,
    );
  });
});
