import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';

/** A frame's headers with all their options, and the beginning of what they carry. */
const SNAPSHOT_BYTES = 256;

/** TCP, and what ICMP says of a packet that went nowhere (RFC 792; ICMPv6's errors are the types below 128, RFC 4443). */
const FILTER =
  'tcp or (icmp and (icmp[0] = 3 or icmp[0] = 4 or icmp[0] = 5 or icmp[0] = 11 or icmp[0] = 12)) or (icmp6 and ip6[40] < 128)';

/**
 * tcpdump and `ss -E` side by side, from one shell: a fork of node costs more than both. Every line that the shell reads
 * has tcpdump tell its counts; the end of its stdin, however we ended, ends all three, since a tool that stayed would
 * keep the host's namespace. Each tool alone holds its outputs, so that their end is its own.
 * tcpdump -p: what is for others is none of this host's business. -Z root: no other user need be there.
 * stdbuf: into a pipe ss writes only when it has 4096 bytes, and a line is news when it comes (discoveries/ss-facts.md).
 */
const SCRIPT = `
  tcpdump -i eth0 -n -p -s ${String(SNAPSHOT_BYTES)} -Z root -U -w - --immediate-mode --time-stamp-precision=nano "$0" 3>&- &
  tcpdump=$!
  stdbuf -oL ss -EHOtne >&3 2>&3 3>&- &
  ss=$!
  exec >&- 2>&- 3>&-
  while read -r counts; do kill -USR1 $tcpdump; done
  kill -KILL $tcpdump $ss`;

export interface WatchShell {
  readonly packets: Readable;
  /** What tcpdump says. */
  readonly messages: Readable;
  readonly endedSockets: Readable;
  readonly askForCounts: () => void;
}

/** Starts the tools that watch this host. */
export function startWatchShell(): WatchShell {
  const shell = spawn('sh', ['-c', SCRIPT, FILTER], {
    env: TOOL_ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  shell.stdin.on('error', () => undefined);
  return {
    packets: shell.stdout,
    messages: shell.stderr,
    endedSockets: shell.stdio[3] as Readable,
    askForCounts: () => shell.stdin.write('\n'),
  };
}
