import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readRunNote, writeRunNote } from './run-note.ts';

let run: string;
beforeEach(() => {
  run = mkdtempSync(path.join(os.tmpdir(), 'halfclose-note-'));
});
afterEach(() => rmSync(run, { recursive: true }));

const NOTE = {
  schema: 1,
  command: 'npx halfclose test -- scenarios/wire',
  startedAt: '2026-01-01T00:00:00.000Z',
} as const;

describe("a run's note", () => {
  test('is read as it was written', () => {
    writeRunNote(run, NOTE);
    expect(readRunNote(run)).toEqual(NOTE);
  });

  test.each([
    ['there is none', undefined],
    ['it is half written', JSON.stringify(NOTE).slice(0, 30)],
    ['it says nothing', 'null'],
    ['it is of another schema', JSON.stringify({ ...NOTE, schema: 2 })],
    ['its command is no text', JSON.stringify({ ...NOTE, command: ['npx'] })],
  ])('is missing where %s', (_when, text) => {
    if (text !== undefined) writeFileSync(path.join(run, 'run.json'), text);
    expect(readRunNote(run)).toBeUndefined();
  });
});
