import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import type { SocketRow } from '../model/socket-row.ts';
import { countFloods } from '../model/half-open.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import type { Look } from './sampler.ts';
import { looking, SsRunner, type LookingShell } from './ss-runner.ts';

/** No header, one line a socket, TCP, all states, numeric, and then extended, timers, tcp_info, memory (man 8 ss). */
const SS_ARGUMENTS = '-HOtaneoim';

/** The program of a shell that is given to `lookThrough`. */
export const LOOKING = looking(SS_ARGUMENTS);

const runner = new SsRunner(SS_ARGUMENTS);

/** Has looks be this shell's from now on, which saves the start of one. */
export function lookThrough(shell: LookingShell): void {
  runner.use(shell);
}

/** Runs `ss` once in the namespace this process is in. */
export async function lookWithSs(): Promise<SocketRow[]> {
  return parseSsOutput(await runner.run());
}

/**
 * The same. Where a flood has begun by the time of the answer its half-open requests are counted: thousands of rows are
 * not worth reading one by one. Not asked before, since a look waits for the one that is under way.
 */
export async function lookCounting(isFlooded: () => boolean): Promise<Look> {
  const output = await runner.run();
  if (!isFlooded()) return { rows: parseSsOutput(output), floods: [] };
  const { rest, floods } = countFloods(output);
  return { rows: parseSsOutput(rest), floods };
}

/** What `ss -V` says of itself. */
export async function ssVersion(): Promise<string> {
  const { stdout } = await promisify(execFile)('ss', ['-V'], { env: TOOL_ENVIRONMENT });
  return stdout.trim();
}
