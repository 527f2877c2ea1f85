import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../backend/package-files.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED } from '../model/exit-codes.ts';
import { runFolder } from '../scenario/run-folder.ts';
import { tellReports } from './tell-reports.ts';

export interface JestRun {
  readonly exitCode: number;
  /** What Jest printed, where it was kept from the terminal. */
  readonly output: string;
}

/**
 * Runs Jest in the package's folder, as a process of its own. With `quiet` its output is kept instead of shown.
 * On Ctrl+C it waits for Jest, says where the evidence is and ends.
 */
export async function runJest(
  args: readonly string[],
  options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<JestRun> {
  const folder = runFolder();
  const jest = path.join(path.dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');
  const child = spawn(process.execPath, [jest, ...args], {
    cwd: packageRoot(),
    env: { ...process.env, ...options.env, HALFCLOSE_RUN_FOLDER: folder },
    // Over the IPC channel it learns that this process has ended, even by SIGKILL, and ends too.
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));

  const interruption = new AbortController();
  const onInterrupt = () => interruption.abort();
  process.on('SIGINT', onInterrupt);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? EXIT_FAILED));
  });
  process.off('SIGINT', onInterrupt);
  if (interruption.signal.aborted) {
    // Shown, Jest's own reporter has said so already.
    if (options.quiet)
      process.stderr.write(`\ninterrupted; evidence in ${path.relative(process.cwd(), folder)}\n`);
    tellReports({ quick: true });
    process.exit(EXIT_INTERRUPTED);
  }
  return { exitCode, output };
}
