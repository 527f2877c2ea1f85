import type { Evidence } from '../harness/model/evidence.ts';
import type { RunFacts } from './page/data/page-index.ts';

/** What a lab has of its own, and says nothing of the machine. */
const LABS_OWN = ['subnet', 'network', 'ipv6', 'run'];

/** Where a run took place, and what could be observed there, as the evidence of its scenarios tells. */
export function environmentOf(run: readonly Evidence[]): RunFacts['environment'] {
  const told = (tell: (evidence: Evidence) => readonly string[]) => tally(run.map(tell));
  return [
    { what: 'backend', values: told(({ backend }) => [backend]) },
    { what: 'kernel', values: told(({ hosts }) => hosts.map(({ versions }) => versions.kernel)) },
    { what: 'node', values: told(nodesOf) },
    { what: 'ss', values: told(({ environment }) => known(environment['ss']).map(withoutItsName)) },
    ...factsOfBackends(run),
    { what: 'kernel trace', values: told(({ trace }) => [stateOf(trace)]) },
    { what: 'capture', values: told(({ hosts }) => hosts.map(({ capture }) => stateOf(capture))) },
    { what: 'ss -E', values: told(({ hosts }) => hosts.map(({ endedSockets }) => stateOf(endedSockets))) },
    { what: 'wire', values: told(({ hosts }) => [wireOf(hosts)]) },
    {
      what: 'Toxiproxy',
      values: told(({ hosts }) => [hosts.some((each) => each.toxiproxy) ? 'used' : 'not used']),
    },
    { what: 'seed', values: seedsOf(run) },
  ].filter(({ values }) => values.length > 0);
}

/** Each value once, the one of most scenarios first, and of how many where there are several. */
function tally(ofScenarios: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const values of ofScenarios)
    for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([value, count]) => (sorted.length === 1 ? value : `${value} (${scenarios(count)})`));
}

function scenarios(count: number): string {
  return count === 1 ? '1 scenario' : `${String(count)} scenarios`;
}

function known(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** `iproute2-6.1.0` of what `ss -V` answers; where no host lived to tell, it says so instead. */
function withoutItsName(version: string): string {
  return version.replace(/^ss utility, /, '');
}

/** The harness's, and that of hosts. */
function nodesOf({ environment, hosts }: Evidence): readonly string[] {
  return [...known(environment['node']), ...hosts.map(({ versions }) => versions.node)];
}

/** What backends say of themselves: `netns: privilege`, `docker: engine`. */
function factsOfBackends(run: readonly Evidence[]): RunFacts['environment'] {
  const facts = run.flatMap(({ backend, environment }) =>
    Object.entries(environment)
      .filter(([name]) => ![...LABS_OWN, 'node', 'ss'].includes(name))
      .map(([name, value]) => ({ what: `${backend}: ${name}`, value })),
  );
  return [...Map.groupBy(facts, ({ what }) => what)].map(([what, told]) => ({
    what,
    values: tally(told.map(({ value }) => [value])),
  }));
}

function stateOf({ state, why }: { readonly state: string; readonly why?: string | undefined }): string {
  return why === undefined ? state : `${state}: ${why}`;
}

function wireOf(hosts: Evidence['hosts']): string {
  const wires = hosts.flatMap(({ wire }) => wire ?? []);
  if (wires.length === 0) return 'not used';
  const lost = wires.reduce((sum, wire) => sum + wire.lost, 0);
  return lost === 0 ? 'used' : `used: its queue lost ${String(lost)} segments`;
}

function seedsOf(run: readonly Evidence[]): readonly string[] {
  const seeds = new Set(run.map(({ seed }) => seed));
  return seeds.size > 1
    ? [`${String(seeds.size)} different ones, each in its scenario's evidence`]
    : [...seeds].map(String);
}
