import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { programText } from './program-text.ts';

const DIST = path.join(__dirname, '..', '..', 'dist');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfclose-'));
  for (const name of ['agent.js', 'start-agent.js', 'compile-agent.js'])
    copyFileSync(path.join(DIST, name), path.join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const runNode = (args: string[], input = '') =>
  spawnSync(process.execPath, args, { cwd: folder, input, encoding: 'utf8' });

/** What a program that is given one request says. */
const answer = () => runNode(['start-agent.js'], '{"id":1,"op":"hello","params":{}}\n').stdout;

/** Whether a node like this one takes the compiled code beside the program. */
function isTaken(): boolean {
  const look = `
    const [text, cachedData] = [require('fs').readFileSync(0, 'utf8'), require('fs').readFileSync('agent.compiled')];
    console.log(new (require('vm').Script)(text, { cachedData }).cachedDataRejected)`;
  return runNode(['-e', look], programText(folder)).stdout === 'false\n';
}

describe('the program of a host', () => {
  test('is compiled when it is built, so that node takes the code', () => {
    copyFileSync(path.join(DIST, 'agent.compiled'), path.join(folder, 'agent.compiled'));
    expect(isTaken()).toBe(true);
    expect(answer()).toContain('"ok":true');
  });

  test('runs without', () => {
    expect(answer()).toContain('"ok":true');
    expect(existsSync(path.join(folder, 'agent.compiled'))).toBe(false);
  });

  test('runs with what was compiled for another text, or by another node, which is not taken', () => {
    writeFileSync(path.join(folder, 'agent.compiled'), 'something else');
    expect(isTaken()).toBe(false);
    expect(answer()).toContain('"ok":true');
  });

  test('can be compiled where it is to run', () => {
    expect(runNode(['compile-agent.js'])).toMatchObject({ status: 0, stderr: '' });
    expect(isTaken()).toBe(true);
  });
});

// Were it otherwise, node's own cache would do (discoveries/node-compile-cache-at-load.md).
test('node’s own cache holds no function that is compiled when it is called', () => {
  const lines = Array.from({ length: 500 }, (_, line) => `x = Math.sin(x) + ${String(line)};`);
  writeFileSync(
    path.join(folder, 'lazy.js'),
    `function lazy(x) { ${lines.join('\n')} }\nif (process.argv[2]) lazy(1);`,
  );
  const cachedAfter = (...args: string[]) => {
    const cache = mkdtempSync(path.join(folder, 'cache-'));
    const env = { ...process.env, NODE_COMPILE_CACHE: cache };
    spawnSync(process.execPath, ['lazy.js', ...args], { cwd: folder, env });
    return globSync('*/*', { cwd: cache }).map((name) => statSync(path.join(cache, name)).size);
  };
  expect(cachedAfter('call')).toEqual(cachedAfter());
  expect(cachedAfter()).toEqual([expect.any(Number)]);
});
