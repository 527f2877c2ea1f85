import { readFile } from 'node:fs/promises';
import { parseProcNetCounters } from '../model/proc-counters.ts';
import type { Counters } from '../model/protocol.ts';

/** The counters of the namespace this process is in (RFC 1213 MIB and Linux's own; proc_pid_net(5)). */
export async function readCounters(): Promise<Counters> {
  const texts = await Promise.all(
    ['snmp', 'netstat'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8')),
  );
  return parseProcNetCounters(texts.join(''));
}
