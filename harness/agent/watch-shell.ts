import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { LOOKING, lookThrough } from './look.ts';

/** A frame's headers with all their options, and the beginning of what they carry. */
const SNAPSHOT_BYTES = 256;

/** TCP, and what ICMP says of a packet that went nowhere (RFC 792; ICMPv6's errors are the types below 128, RFC 4443). */
const FILTER =
  'tcp or (icmp and (icmp[0] = 3 or icmp[0] = 4 or icmp[0] = 5 or icmp[0] = 11 or icmp[0] = 12)) or (icmp6 and ip6[40] < 128)';

/**
 * tcpdump, `ss -E` and what looks side by side, from one shell: a fork of node costs more than all of them. Every line
 * that the shell reads has tcpdump tell its counts; the end of its stdin, however we ended, ends all of it, since a tool
 * that stayed would keep the host's namespace. Each tool alone holds its outputs, so that their end is its own.
 * tcpdump -p: what is for others is none of this host's business. -Z root: no other user need be there.
 * stdbuf: into a pipe ss writes only when it has 4096 bytes, and a line is news when it comes (discoveries/ss-facts.md).
 */
const SCRIPT = `
  { exec <&4 >&5 2>&6 3>&- 4<&- 5>&- 6>&-; ${LOOKING}
  } &
  exec 4<&- 5>&- 6>&-
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

/** By the shell's descriptors, from 0; the last three are those of what looks. */
type Streams = [Writable, Readable, Readable, Readable, Writable, Readable, Readable];

/** Starts the tools that watch this host; looks are made by them from now on. */
export function startWatchShell(): WatchShell {
  const shell = spawn('sh', ['-c', SCRIPT, FILTER], {
    env: TOOL_ENVIRONMENT,
    stdio: Array<'pipe'>(7).fill('pipe'),
  });
  const [stdin, packets, messages, endedSockets, ...looks] = shell.stdio as unknown as Streams;
  stdin.on('error', () => undefined);
  lookThrough({ stdin: looks[0], stdout: looks[1], stderr: looks[2] });
  return { packets, messages, endedSockets, askForCounts: () => stdin.write('\n') };
}
