import { spawn } from 'node:child_process';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import type { ProgramStreams } from './backend.ts';

/**
 * Runs an observer on this machine. It has mounts of its own where it may, so that it can mount what is not, and a
 * session of its own: Ctrl+C in the terminal must not end it before it has cleared up.
 */
export function startObserverHere(program: string, name: string, mayMount: boolean): ProgramStreams {
  const shell = ['sh', '-c', program, name];
  const [file = '', ...args] = mayMount ? ['unshare', '-m', ...shell] : shell;
  const child = spawn(file, args, { env: TOOL_ENVIRONMENT, detached: true, stdio: 'pipe' });
  // What went wrong is told by the end of its stderr.
  child.on('error', () => undefined);
  return child;
}
