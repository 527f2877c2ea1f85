import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openParts } from '../data/open-parts.ts';
import { madeEvidence } from '../fixtures/made-evidence.ts';
import { makeRun } from '../fixtures/made-run.ts';
import { writePage } from './write-page.ts';

let run: string;
beforeEach(() => {
  run = mkdtempSync(path.join(os.tmpdir(), 'halfclose-page-'));
});
afterEach(() => rmSync(run, { recursive: true }));

/** As the browser finds them. */
function open(page: string) {
  const html = readFileSync(page, 'utf8');
  return openParts((part) => new RegExp(`id="${part}">([^<]*)<`).exec(html)?.[1] ?? '');
}

describe('the page of a run', () => {
  test('lies in its folder, and has all its evidence, also of several packs', async () => {
    makeRun(run, { scenarios: 25, events: 500 });
    const page = writePage(run);
    expect(page).toBe(path.join(run, 'report.html'));
    const { index, load } = await open(page ?? '');
    expect(index.scenarios.length).toBe(25);
    expect(new Set(index.scenarios.map(({ pack }) => pack)).size).toBeGreaterThan(1);
    for (const [number, { folder }] of index.scenarios.entries()) {
      const text = readFileSync(path.join(run, folder, 'evidence.json'), 'utf8');
      expect(await load(number)).toStrictEqual(JSON.parse(text));
    }
  });

  test('has the verdicts on edges and claims that the whole evidence gives', async () => {
    makeRun(run, { scenarios: 10, events: 60 });
    const { index } = await open(writePage(run) ?? '');
    expect(index.states['netns']?.edges[12]).toMatchObject({ number: 13, status: 'failed' });
    expect(index.claims['netns']?.find(({ id }) => id === 'T11')).toMatchObject({ verdict: 'holds' });
    expect(index.scenarios.map(({ flaky }) => flaky).slice(0, 6)).toEqual([
      ...[false, false, false, true, true],
      false,
    ]);
  });

  test('tells of evidence that cannot be read, and has the rest', async () => {
    makeRun(run, { scenarios: 1, events: 60 });
    mkdirSync(path.join(run, 'netns', 'half'));
    writeFileSync(
      path.join(run, 'netns', 'half', 'evidence.json'),
      JSON.stringify(madeEvidence(1, 60)).slice(0, 900),
    );
    const { index } = await open(writePage(run) ?? '');
    expect(index.unreadable).toEqual([
      { file: 'netns/half/evidence.json', why: expect.stringContaining('JSON') },
    ]);
    expect(index.scenarios.length).toBe(1);
  });

  test('is not made where there is no evidence', () => {
    expect(writePage(run)).toBeUndefined();
  });

  test('tells how far it is', () => {
    makeRun(run, { scenarios: 3, events: 60 });
    const told: number[][] = [];
    writePage(run, (...how) => told.push(how));
    expect(told).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
  });
});
