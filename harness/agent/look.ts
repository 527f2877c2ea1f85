import { execFile } from 'node:child_process';
import type { SocketRow } from '../model/socket-row.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import { RequestError } from './failure.ts';

/** No header, one line a socket, TCP, all states, numeric, and then extended, timers, tcp_info, memory (man 8 ss). */
const SS_ARGUMENTS = ['-HOtaneoim'];
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Tools such as ss live in /usr/sbin on some systems, which is not on an ordinary user's path. */
const ENVIRONMENT = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin` };

/** Runs `ss` once in the namespace this process is in. */
export async function lookWithSs(): Promise<SocketRow[]> {
  // `ss -e` may complain about cgroups on stderr inside containers (KERNEL trap 19): only stdout counts.
  return parseSsOutput(await runSs(SS_ARGUMENTS));
}

/** What `ss -V` says of itself. Raises MISSING_TOOL where there is no `ss`. */
export async function ssVersion(): Promise<string> {
  return (await runSs(['-V'])).trim();
}

function runSs(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('ss', args, { env: ENVIRONMENT, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT')
        reject(new RequestError('MISSING_TOOL', '`ss` is not installed here'));
      else reject(new RequestError('SS_FAILED', `ss ${args.join(' ')}: ${stderr.trim() || error.message}`));
    });
  });
}
