import { closeSync, mkdtempSync, openSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { EVIDENCE_SCHEMA, type Evidence } from '../model/evidence.ts';
import { EvidenceFile } from './evidence-file.ts';
import { readRunNote } from '../../reports/run-note.ts';
import { ownsRun, runFolder, scenarioFolder } from './run-folder.ts';

let out: string;
const saved = { ...process.env };
beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'halfclose-test-'));
  process.env['HALFCLOSE_OUT'] = out;
  delete process.env['HALFCLOSE_RUN_FOLDER'];
});
afterEach(() => {
  rmSync(out, { recursive: true });
  for (const name of ['HALFCLOSE_OUT', 'HALFCLOSE_RUN_FOLDER', 'JEST_WORKER_ID']) {
    if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = saved[name];
  }
});

describe('the folder of a run', () => {
  test('is made once, and named to the processes it starts', () => {
    const folder = runFolder();
    expect(path.dirname(folder)).toBe(out);
    expect(path.basename(folder)).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d+$/);
    expect(runFolder()).toBe(folder);
    expect(process.env['HALFCLOSE_RUN_FOLDER']).toBe(folder);
  });

  test('is what `latest` points at, also after an older run', () => {
    const link = path.join(out, 'latest');
    const first = runFolder();
    expect(readlinkSync(link)).toBe(path.basename(first));
    delete process.env['HALFCLOSE_RUN_FOLDER'];
    jest.useFakeTimers({ now: Date.now() + 5_000 });
    const second = runFolder();
    jest.useRealTimers();
    expect(second).not.toBe(first);
    expect(readlinkSync(link)).toBe(path.basename(second));
  });
});

describe('a run', () => {
  test('is its own who made its folder, not who was given it', () => {
    jest.isolateModules(() => {
      process.env['HALFCLOSE_RUN_FOLDER'] = out;
      const given = jest.requireActual<typeof import('./run-folder.ts')>('./run-folder.ts');
      expect(given.runFolder()).toBe(out);
      expect(given.ownsRun()).toBe(false);
    });
    delete process.env['HALFCLOSE_RUN_FOLDER'];
    runFolder();
    expect(ownsRun()).toBe(true);
  });

  test('notes what repeats it, and when it began; a worker does not know', () => {
    expect(readRunNote(runFolder())).toBeUndefined();
    delete process.env['HALFCLOSE_RUN_FOLDER'];
    delete process.env['JEST_WORKER_ID'];
    jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00.000Z') });
    const note = readRunNote(runFolder());
    jest.useRealTimers();
    expect(note).toMatchObject({ schema: 1, startedAt: '2026-01-01T00:00:00.000Z' });
    expect(note?.command).toMatch(/(^| )n(px|ode) /);
  });
});

describe('the folder of a scenario', () => {
  const below = (folder: string) => path.relative(runFolder(), folder);

  test('says backend, file and name, in letters any system takes', () => {
    const folder = scenarioFolder('netns', 'scenarios/closing/client-first.test.ts', 'a → b: “it’s” 1/2');
    expect(below(folder)).toBe('netns/client-first/a-b-it-s-1-2');
  });

  test('is one of its own even where a name comes again', () => {
    const again = () => below(scenarioFolder('netns', 'a.test.ts', 'same'));
    expect([again(), again(), again()]).toEqual(['netns/a/same', 'netns/a/same-2', 'netns/a/same-3']);
  });

  test('has a name for what has none, and a short one for what is long', () => {
    expect(below(scenarioFolder('netns', 'a.test.ts', '→'))).toBe('netns/a/scenario');
    expect(path.basename(scenarioFolder('netns', 'a.test.ts', 'x'.repeat(500)))).toHaveLength(80);
  });
});

describe('an evidence file', () => {
  const evidenceOf = (durationMs: number) => ({ schema: EVIDENCE_SCHEMA, durationMs }) as Evidence;
  const read = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as Evidence).durationMs;

  test('is replaced as a whole: who has it open reads on in the old one', () => {
    let now = 1;
    const file = new EvidenceFile(path.join(out, 'evidence.json'), () => evidenceOf(now));
    file.write();
    const reader = openSync(file.path, 'r');
    now = 2;
    file.write();
    expect(read(file.path)).toBe(2);
    expect(readFileSync(reader, 'utf8')).toContain('"durationMs": 1');
    closeSync(reader);
  });

  test('is written soon after it was touched, once for many touches', () => {
    jest.useFakeTimers();
    try {
      let written = 0;
      const file = new EvidenceFile(path.join(out, 'evidence.json'), () => evidenceOf(++written));
      for (let touch = 0; touch < 100; touch++) file.touch();
      expect(written).toBe(0);
      jest.runAllTimers();
      expect(written).toBe(1);
      expect(read(file.path)).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });

  test('that is written now is not written again for touches before that', () => {
    jest.useFakeTimers();
    try {
      let written = 0;
      const file = new EvidenceFile(path.join(out, 'evidence.json'), () => evidenceOf(++written));
      file.touch();
      file.write();
      jest.runAllTimers();
      expect(written).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });

  test('that cannot be written says so', () => {
    writeFileSync(path.join(out, 'occupied'), '');
    const file = new EvidenceFile(path.join(out, 'occupied', 'evidence.json'), () => evidenceOf(1));
    expect(() => file.write()).toThrow(/ENOTDIR/);
  });
});
