import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { evidenceOf } from './fidelity/test-evidence.ts';
import { evidencePaths, filesOfRun, readEvidence, readRun } from './read-run.ts';

let run: string;
beforeEach(() => {
  run = mkdtempSync(path.join(os.tmpdir(), 'halfclose-run-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(run, { recursive: true });
});

function leave(folder: string, text: string): string {
  mkdirSync(path.join(run, folder), { recursive: true });
  writeFileSync(path.join(run, folder, 'evidence.json'), text);
  return `${folder}/evidence.json`;
}

const whole = (name: string, startedAt = '2026-01-01T00:00:00.000Z') =>
  JSON.stringify(evidenceOf(name, [], { startedAt }));

describe('evidence that cannot be read', () => {
  // What else can be wrong with a text is asked of openEvidence().
  test.each([
    ['half a file', whole('cut').slice(0, 300), /^is no JSON: /],
    ['JSON of something else', '[1, 2]', /^is no evidence: /],
    ['evidence without its timeline', whole('x').replace('"timeline"', '"no"'), /^lacks timeline$/],
  ])('is told, with the reason: %s', (_what, text, why) => {
    const file = leave('netns/x', text);
    expect(readEvidence(run, file)).toEqual({ file, why: expect.stringMatching(why) });
  });

  test('is told where the file is gone, or a folder', () => {
    expect(readEvidence(run, 'gone/evidence.json')).toMatchObject({ why: expect.stringContaining('ENOENT') });
    mkdirSync(path.join(run, 'x', 'evidence.json'), { recursive: true });
    expect(readEvidence(run, 'x/evidence.json')).toMatchObject({ why: expect.stringContaining('EISDIR') });
  });

  test('keeps nobody from reading the rest, and stderr tells of it', () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    leave('netns/half', '{"schema"');
    leave('netns/whole', whole('the one that is left'));
    expect(readRun(run).map(({ scenario }) => scenario.name)).toEqual(['the one that is left']);
    expect(said.mock.calls).toEqual([
      [expect.stringMatching(/^left out: netns\/half\/evidence\.json: .*JSON.*\n$/)],
    ]);
  });
});

describe('the evidence of a run', () => {
  test('comes in the order in which its scenarios started, with where it is', () => {
    leave('netns/b', whole('first', '2026-01-01T00:00:00.000Z'));
    leave('docker/a', whole('second', '2026-01-01T00:00:01.000Z'));
    expect(filesOfRun(run).map(({ file, evidence }) => [file, evidence.scenario.name])).toEqual([
      ['netns/b/evidence.json', 'first'],
      ['docker/a/evidence.json', 'second'],
    ]);
  });

  test('lies side by side where it is of one file', () => {
    for (const folder of ['netns/b/one', 'netns/a/two', 'netns/b/one-2']) leave(folder, '');
    expect(evidencePaths(run)).toEqual(
      ['netns/a/two', 'netns/b/one-2', 'netns/b/one'].map((folder) => `${folder}/evidence.json`),
    );
  });
});
