import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Ends } from '../model/raw-protocol.ts';
import { formatAddress } from '../model/socket-row.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';

/** `ss -K`: the kernel ends the socket with these ends as tcp_abort() does. Resolves to how many there were: 0 or 1. */
export async function abortWithSs({ local, peer }: Ends): Promise<{ aborted: number }> {
  const filter = ['src', formatAddress(local), ...(peer.port === 0 ? [] : ['dst', formatAddress(peer)])];
  const states = peer.port === 0 ? ['-l'] : ['-a'];
  const { stdout } = await promisify(execFile)('ss', ['-K', '-Htn', ...states, ...filter], {
    env: TOOL_ENVIRONMENT,
  });
  return { aborted: parseSsOutput(stdout).length };
}
