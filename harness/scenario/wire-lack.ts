import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtFile } from '../backend/package-files.ts';
import { runFolder } from './run-folder.ts';

/**
 * What a backend's hosts lack of what faults on the wire need; undefined where it is all there. Found out once a run,
 * by whoever asks first, and kept in the run's folder for its other processes.
 */
export function wireLack(backend: string): string | undefined {
  const file = path.join(runFolder(), backend, 'wire-lack.txt');
  const lack = known(file) ?? keep(file, findOut(backend));
  return lack === '' ? undefined : lack;
}

function known(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function findOut(backend: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtFile('wire-here.js'), backend], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout : `no wire could be tried here: ${stderr.split('\n')[0] ?? ''}`;
}

/** Whole or not at all: another process may read it now. */
function keep(file: string, lack: string): string {
  const fresh = `${file}.${String(process.pid)}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(fresh, lack);
  renameSync(fresh, file);
  return lack;
}
