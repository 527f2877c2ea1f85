import { readFileSync } from 'node:fs';

/**
 * Buckets of a host's own table of connections. A look walks the whole table, which by default is the machine's, with
 * hundreds of thousands (discoveries/look-walks-the-connection-table.md). In these, tens of thousands are soon found.
 */
const BUCKETS = 8_192;

const SYSCTLS = '/proc/sys/net/ipv4';

/**
 * Shell commands for the namespace that hosts are made from, after which each new one has a table of its own. A kernel
 * before 6.1 has no such thing, and a container that may not write there gives none: looks then cost more, that is all.
 */
export const GIVES_OWN_TABLES = `echo ${String(BUCKETS)} 2>/dev/null >${SYSCTLS}/tcp_child_ehash_entries`;

/**
 * Shell commands for a new host: with a table of its own the kernel derives two limits from its size
 * (tcp_set_hashinfo()); they shall be what they would have been without.
 */
export function keepLimitsOfMachine(): string {
  const buckets = bucketsOfMachine();
  if (buckets === undefined) return '';
  const limits = { tcp_max_tw_buckets: buckets / 2, tcp_max_syn_backlog: Math.max(128, buckets / 128) };
  return Object.entries(limits)
    .map(([name, limit]) => `echo ${String(limit)} 2>/dev/null >${SYSCTLS}/${name}`)
    .join('\n');
}

/** tcp_ehash_entries is negative where a namespace shares the table of the machine (ip-sysctl). */
function bucketsOfMachine(): number | undefined {
  try {
    return Math.abs(Number(readFileSync(`${SYSCTLS}/tcp_ehash_entries`, 'utf8')));
  } catch {
    return undefined;
  }
}
