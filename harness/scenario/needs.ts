/** What a scenario may say that it cannot run without. */
export const NEEDS = ['toxiproxy', 'wire', 'trace', 'capture', 'servers', 'conntrack'] as const;

export type Need = (typeof NEEDS)[number];

export function isNeed(name: string): name is Need {
  return (NEEDS as readonly string[]).includes(name);
}
