import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtFile } from '../backend/package-files.ts';
import type { Need } from './needs.ts';
import { runFolder } from './run-folder.ts';

/** How long a program may take to find out, in milliseconds. */
const TRYING_DEADLINE_MS = 30_000;

/**
 * What a backend's hosts lack of what a scenario needs; undefined where it is all there. Found out once a run, by
 * whoever asks first, and kept in the run's folder for its other processes.
 */
export function lackOf(need: Need, backend: string): string | undefined {
  const file = path.join(runFolder(), backend, `${need}-lack.txt`);
  const lack = known(file) ?? keep(file, findOut(need, backend));
  return lack === '' ? undefined : lack;
}

function known(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function findOut(need: Need, backend: string): string {
  const program = [builtFile('lack-here.js'), need, backend];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    encoding: 'utf8',
    timeout: TRYING_DEADLINE_MS,
  });
  if (status === null) return `no ${need} could be tried here in ${String(TRYING_DEADLINE_MS)} ms`;
  return status === 0 || stdout !== ''
    ? stdout
    : `no ${need} could be tried here: ${stderr.split('\n')[0] ?? ''}`;
}

/** Whole or not at all: another process may read it now. */
function keep(file: string, lack: string): string {
  const fresh = `${file}.${String(process.pid)}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(fresh, lack);
  renameSync(fresh, file);
  return lack;
}
