import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';

/**
 * Starts a tool that runs as long as this process: the kernel kills it with us (PR_SET_PDEATHSIG), even after SIGKILL,
 * because a tool that stays would keep the host's namespace.
 */
export function startHeldTool(command: readonly string[]): ChildProcessWithoutNullStreams {
  const tool = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    env: TOOL_ENVIRONMENT,
    stdio: 'pipe',
  });
  tool.stdin.on('error', () => undefined).end();
  return tool;
}
