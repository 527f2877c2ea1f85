import type { SocketRow } from '../model/socket-row.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import { SsRunner } from './ss-runner.ts';

/** No header, one line a socket, TCP, all states, numeric, and then extended, timers, tcp_info, memory (man 8 ss). */
const SS_ARGUMENTS = '-HOtaneoim';

const runner = new SsRunner();

/** Runs `ss` once in the namespace this process is in. */
export async function lookWithSs(): Promise<SocketRow[]> {
  return parseSsOutput(await runner.run(SS_ARGUMENTS));
}

/** What `ss -V` says of itself. Raises MISSING_TOOL where there is no `ss`. */
export async function ssVersion(): Promise<string> {
  return (await runner.run('-V')).trim();
}
