import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { HalfcloseError } from '../../model/errors.ts';

/** `ip` and its like live in sbin on some systems, which is not on an ordinary user's path. */
const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`;
export const commandEnvironment = { ...process.env, PATH: SEARCH_PATH };

export function toolOnPath(tool: string): boolean {
  return SEARCH_PATH.split(':').some((folder) => {
    try {
      accessSync(path.join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs a command to its end, feeding it `input`. Raises HOST_SETUP_FAILED with what it printed on failure. */
export function run(command: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: commandEnvironment, stdio: ['pipe', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          failed(
            `${command} ${args.join(' ')}`,
            stderr.trim() || `ended with ${String(signal ?? code)}`,
            input,
          ),
        );
    });
  });
}

function failed(command: string, complaint: string, input: string): HalfcloseError {
  return new HalfcloseError(
    'HOST_SETUP_FAILED',
    `\`${command}\`: ${complaint}${input && `\n  given:\n${input}`}`,
  );
}
