import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { evidenceOf, rest, sees, told } from '../../reports/fidelity/test-evidence.ts';
import { EXIT_FAILED, EXIT_USAGE } from '../model/exit-codes.ts';

// Each test starts the command, some more than once, and a busy machine takes its time for that.
jest.setTimeout(30_000);

const ROOT = path.join(__dirname, '..', '..');
const PAGE = path.join(ROOT, 'docs', 'fidelity.md');

const CONNECTED = [sees('client', 'ESTABLISHED'), sees('server', 'ESTABLISHED'), rest];
const GONE = [sees('client', 'CLOSED'), sees('server', 'CLOSED')];
const RESET = [...CONNECTED, ...GONE, told('server', 'error', { errno: 'ECONNRESET' })];
const asClient = { probe: 'step', at: 0, text: 'client.reset()' } as const;
/** What the page says of its row `client resets`. */
const AS_IN_PAGE = [...RESET, asClient, rest];
const ENDED = [...CONNECTED, asClient, sees('client', 'CLOSED'), sees('server', 'CLOSE_WAIT'), rest];

let out: string;
beforeEach(() => {
  out = mkdtempSync(path.join(os.tmpdir(), 'halfclose-fidelity-'));
});
afterEach(() => rmSync(out, { recursive: true }));

/** `halfclose fidelity`, where these scenarios were the last run. */
function fidelity(seen: Readonly<Record<string, typeof ENDED>>, ...args: string[]) {
  for (const [index, [name, timeline]] of Object.entries(seen).entries()) {
    const folder = path.join(out, 'latest', String(index));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'evidence.json'), JSON.stringify(evidenceOf(name, timeline)));
  }
  const env = { ...process.env, HALFCLOSE_OUT: out };
  const command = [path.join(ROOT, 'dist', 'cli.js'), 'fidelity', ...args];
  return spawnSync(process.execPath, command, { env, encoding: 'utf8' });
}

describe('halfclose fidelity', () => {
  test('prints what was seen, and is content where it is so in the page too', () => {
    const { status, stdout, stderr } = fidelity({
      'client resets (direct)': AS_IN_PAGE,
      'client resets (ours)': AS_IN_PAGE,
    });
    expect(stdout).toContain(
      '| client resets | server | ESTABLISHED → gone; RST; ECONNRESET | as direct | — |',
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  test('fails where ours is not like direct', () => {
    const { status, stderr } = fidelity({
      'client resets (direct)': AS_IN_PAGE,
      'client resets (ours)': ENDED,
    });
    expect(status).toBe(EXIT_FAILED);
    expect(stderr).toContain('client resets: the server saw\n');
  });

  test('fails where the page does not say what was seen', () => {
    const { status, stderr } = fidelity({ 'client resets (direct)': ENDED, 'client resets (ours)': ENDED });
    expect(status).toBe(EXIT_FAILED);
    expect(stderr).toContain(
      'docs/fidelity.md does not say: client resets | server | ESTABLISHED → CLOSE_WAIT',
    );
  });

  test('tells a program', () => {
    const { stdout } = fidelity({ 'client resets (ours)': AS_IN_PAGE }, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ backend: 'netns', rows: [{ name: 'client resets' }] });
  });

  test('reads the run it is given', () => {
    fidelity({ 'client resets (direct)': AS_IN_PAGE });
    expect(fidelity({}, path.join(out, 'latest')).status).toBe(0);
    const { status, stderr } = fidelity({}, path.join(out, 'another'));
    expect([status, stderr]).toEqual([
      EXIT_USAGE,
      expect.stringMatching(/has passed in .*another\n.*\[INVALID_OPTION\]/s),
    ]);
  });

  test('writes no table with holes', () => {
    const before = readFileSync(PAGE, 'utf8');
    const { status, stderr } = fidelity({ 'client resets (direct)': AS_IN_PAGE }, '--write');
    expect([status, stderr]).toEqual([EXIT_USAGE, expect.stringContaining('no evidence of Toxiproxy')]);
    expect(readFileSync(PAGE, 'utf8')).toBe(before);
  });
});
