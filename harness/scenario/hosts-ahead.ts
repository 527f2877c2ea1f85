/**
 * The hosts that a scenario is likely to ask for, to be made before it does: a proxy's only where its text has the word,
 * since a host that nobody uses costs as much as any other. Where a helper asks for one, it is made then.
 */
export function hostsAhead(body: (...args: never[]) => unknown): string[] {
  return /proxy/i.test(body.toString()) ? ['server', 'proxy', 'client'] : ['server', 'client'];
}
