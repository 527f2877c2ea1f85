import type { Evidence } from '../../harness/model/evidence.ts';

/** Kernels, tools and how states were known, each with every value that the run had of it. */
export function environmentLine(run: readonly Evidence[]): string {
  const kernels = run.flatMap(({ hosts }) => hosts.map(({ versions }) => versions.kernel));
  const node = run.flatMap(({ environment }) => environment['node'] ?? []);
  // Where no host lived to tell, it says so instead.
  const ss = run.flatMap(({ environment }) => /iproute2-\S+/.exec(environment['ss'] ?? '') ?? []);
  const trace = run.map((evidence) => evidence.trace.state);
  const facts = [
    ['kernel', kernels],
    ['node', node],
    ['', ss],
    ['kernel trace', trace],
  ] as const;
  return facts
    .filter(([, values]) => values.length > 0)
    .map(([what, values]) => `${what} ${[...new Set(values)].join(', ')}`.trim())
    .join('; ');
}
