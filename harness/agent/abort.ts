import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Params, Result } from '../model/protocol.ts';
import { formatAddress } from '../model/socket-row.ts';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';

/** `ss -K`: the kernel ends the socket with these ends as tcp_abort() does; without a peer, the listener there. */
export async function abortWithSs({ local, peer }: Params<'abort'>): Promise<Result<'abort'>> {
  const filter = ['src', formatAddress(local), ...(peer ? ['dst', formatAddress(peer)] : [])];
  const { stdout } = await promisify(execFile)('ss', ['-K', '-Htn', peer ? '-a' : '-l', ...filter], {
    env: TOOL_ENVIRONMENT,
  });
  // A line for each socket that it ended.
  return { aborted: stdout.split('\n').filter((line) => line.trim() !== '').length };
}
