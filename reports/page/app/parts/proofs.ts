import type { PageIndex, ScenarioHead } from '../../data/page-index.ts';

/** A scenario that says something, and each of its runs that does. */
export interface Proof {
  readonly head: ScenarioHead;
  /** The numbers of its runs in the index, in their order; at least one. */
  readonly runs: readonly [number, ...number[]];
}

/** The scenarios that left this evidence (`…/evidence.json`, relative to the run's folder), each once. */
export function proofsOf(
  { scenarios }: Pick<PageIndex, 'scenarios'>,
  evidence: readonly string[] = [],
): Proof[] {
  const folders = new Set(evidence.map((file) => file.replace(/\/?evidence\.json$/, '')));
  const proofs = new Map<string, Proof>();
  for (const [number, head] of scenarios.entries()) {
    if (!folders.has(head.folder)) continue;
    const key = [head.backend, head.file, head.name].join('\n');
    const before = proofs.get(key);
    proofs.set(key, before ? { ...before, runs: [...before.runs, number] } : { head, runs: [number] });
  }
  return [...proofs.values()];
}
