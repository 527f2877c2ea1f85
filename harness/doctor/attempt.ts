import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** How a command went. `why` is one line: what it complained of, or how it could not run. */
export type Attempt =
  { readonly ok: true; readonly output: string } | { readonly ok: false; readonly why: string };

/** Long enough for a loaded machine; a probe that hangs must not hang the report. */
const DEADLINE_MS = 5_000;

/** An ordinary user's PATH on Debian lacks the folders of nft, iptables and tc; npm's begins with this project's own Node. */
const SEARCH_PATH = [
  ...(process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => folder !== '' && !folder.endsWith('node_modules/.bin')),
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
];

/** Runs a command to its end. Never rejects. */
export function attempt(command: string, args: readonly string[]): Promise<Attempt> {
  const env = { ...process.env, PATH: SEARCH_PATH.join(':'), LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile(command, args, { env, timeout: DEADLINE_MS, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (!error) resolve({ ok: true, output: `${stdout}${stderr}`.trim() });
      else resolve({ ok: false, why: complaint(command, error, stderr) });
    });
  });
}

function complaint(
  command: string,
  error: Error & { code?: unknown; killed?: boolean },
  stderr: string,
): string {
  if (error.code === 'ENOENT') return `${command} is not installed`;
  if (error.killed) return `${command} did not end within ${DEADLINE_MS / 1_000} s`;
  return stderr.trim().split('\n')[0] || `${command} ended with ${String(error.code)}`;
}

/** Where a tool is, or undefined. */
export async function whereIs(tool: string): Promise<string | undefined> {
  for (const folder of SEARCH_PATH) {
    const file = path.join(folder, tool);
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return file;
  }
  return undefined;
}
