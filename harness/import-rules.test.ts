import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Rooms from the bottom up. A file may import from its own room and from rooms of lower layers, never from a sibling. */
const LAYERS: readonly (readonly string[])[] = [
  ['model'],
  ['kernel'],
  ['agent', 'backend', 'proxy', 'wire', 'observe', 'doctor'],
  ['lab', 'in-host'],
  ['expect'],
  ['scenario', 'bench', 'soak'],
  ['index.ts', 'cli', 'reporter'],
];

/** Rooms that share a lower layer but must not know of all of it. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  'in-host': ['agent', 'proxy', 'wire', 'kernel', 'model'],
  lab: ['lab', 'model', 'backend', 'observe'],
};

const HARNESS = path.join(__dirname);

function importsOf(file: string, text = readFileSync(path.join(HARNESS, file), 'utf8')): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => path.normalize(path.join(path.dirname(file), specifier)));
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function layerOf(room: string): number {
  return LAYERS.findIndex((rooms) => rooms.includes(room));
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  const only = ONLY[from];
  return layerOf(to) < layerOf(from) && (only === undefined || only.includes(to));
}

function violations(file: string, imports: readonly string[]): string[] {
  return imports
    .filter((imported) => !imported.startsWith('..') && !mayImport(roomOf(file), roomOf(imported)))
    .map((imported) => `${file} imports ${imported}`);
}

describe('imports point one way', () => {
  const files = globSync('**/*.ts', { cwd: HARNESS }).filter((file) => !file.endsWith('.test.ts'));

  test('every room has its place in the table', () => {
    const strangers = [...new Set(files.map(roomOf))].filter((room) => layerOf(room) < 0);
    expect(strangers).toEqual([]);
  });

  test('no file imports from its own layer or a higher one', () => {
    expect(files.flatMap((file) => violations(file, importsOf(file)))).toEqual([]);
  });

  test('a planted violation is found', () => {
    const planted = "import { Lab } from '../lab/lab.ts';\nimport x from '../model/errors.ts';";
    expect(violations('agent/agent.ts', importsOf('agent/agent.ts', planted))).toEqual([
      'agent/agent.ts imports lab/lab.ts',
    ]);
  });

  test('scenarios import nothing of the harness but the package itself', () => {
    const scenarios = path.join(HARNESS, '..', 'scenarios');
    const offenders = globSync('**/*.ts', { cwd: scenarios }).filter((file) =>
      /from '[^']*harness\//.test(readFileSync(path.join(scenarios, file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });
});
