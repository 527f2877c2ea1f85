/** TCP's parameters that no network namespace has of its own: one for the whole machine (net/ipv4/sysctl_net_ipv4.c). */
export const GLOBAL_SYSCTLS: readonly string[] = [
  'net.ipv4.tcp_available_ulp',
  'net.ipv4.tcp_low_latency',
  'net.ipv4.tcp_max_orphans',
  'net.ipv4.tcp_mem',
];

/** Why a kernel parameter cannot be set for one host; undefined where, for all its name tells, it can. */
export function whyNotOfAHost(name: string): string | undefined {
  if (GLOBAL_SYSCTLS.includes(name.replaceAll('/', '.')))
    return `sysctl ${name} is one for the whole machine: no host has one of its own`;
  // Outside net.* a kernel parameter is the whole machine's: a scenario has no business there.
  if (!isOfTheNetwork(name)) return `sysctl ${name} is not one of a host's own (net.…)`;
  return undefined;
}

export function isOfTheNetwork(name: string): boolean {
  return /^net\.[\w.\-/]+$/.test(name) && !name.includes('..');
}
