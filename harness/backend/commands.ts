import { spawn } from 'node:child_process';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { findExecutable } from '../kernel/executables.ts';

export function toolOnPath(tool: string): boolean {
  return findExecutable(tool, TOOL_ENVIRONMENT.PATH.split(':')) !== undefined;
}

/** Whether the command can be run here and ends with 0. */
export function works(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: TOOL_ENVIRONMENT, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
