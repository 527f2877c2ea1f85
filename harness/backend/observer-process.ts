import { spawn } from 'node:child_process';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { ENTER_TRACEFS } from '../kernel/tracefs.ts';
import type { ProgramStreams } from './backend.ts';
import { works } from './commands.ts';

let answer: Promise<boolean> | undefined;

/** Whether an observer with mounts of its own would find tracefs on this machine. Found out once per process. */
export function mayTraceHere(): Promise<boolean> {
  return (answer ??= works('unshare', ['-m', 'sh', '-c', ENTER_TRACEFS]));
}

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
