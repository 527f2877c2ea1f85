import { spawn } from 'node:child_process';
import { findExecutable } from '../executables.ts';

/** `ip` and its like live in sbin on some systems, which is not on an ordinary user's path. */
const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`;
export const commandEnvironment = { ...process.env, PATH: SEARCH_PATH };

export function toolOnPath(tool: string): boolean {
  return findExecutable(tool, SEARCH_PATH.split(':')) !== undefined;
}

/** Whether the command can be run here and ends with 0. */
export function works(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: commandEnvironment, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
