import type { Evidence } from '../../harness/model/evidence.ts';
import { endText, viewOf } from './end.ts';
import { CONTROL, ROUTES, UNLIKE_DIRECT, type Route } from './words.ts';

/** One scenario of the matrix on all routes there is evidence of. */
export interface Row {
  readonly name: string;
  /** Why no proxy can be like direct here; undefined where one can, and ours must. */
  readonly unlikeDirect: string | undefined;
  /** What the client saw, what the server saw, and what became of control calls where there were any. */
  readonly seen: Readonly<Partial<Record<Route, Seen>>>;
}

export interface Seen {
  readonly client: string;
  readonly server: string;
  readonly control?: string;
}

export interface Matrix {
  readonly backend: string;
  readonly versions: { readonly kernel: string; readonly toxiproxy: string | undefined };
  readonly rows: readonly Row[];
}

const FOLDER = 'scenarios/fidelity/';

/** The matrix of each backend, netns first. Where a scenario was run more than once, its last run counts. */
export function matricesOf(evidence: readonly Evidence[]): Matrix[] {
  const passed = evidence.filter(
    ({ scenario, status }) => scenario.file.startsWith(FOLDER) && status === 'passed',
  );
  const backends = [...new Set(passed.map(({ backend }) => backend))].sort().reverse();
  return backends.map((backend) =>
    matrixOf(
      backend,
      passed.filter((each) => each.backend === backend),
    ),
  );
}

function matrixOf(backend: string, evidence: readonly Evidence[]): Matrix {
  const rows = new Map<string, Row>();
  // Files run side by side, the scenarios of one after another.
  const inOrder = evidence.toSorted((a, b) => a.scenario.file.localeCompare(b.scenario.file));
  for (const each of inOrder) {
    const [, name = '', route = ''] = /^(.*) \((\w+)\)$/.exec(each.scenario.name) ?? [];
    if (!ROUTES.includes(route as Route)) continue;
    rows.set(name, {
      name,
      unlikeDirect: stepAfter(UNLIKE_DIRECT, each),
      seen: { ...rows.get(name)?.seen, [route]: seenIn(each) },
    });
  }
  const kernel = /^[\d.]+/.exec(evidence[0]?.hosts[0]?.versions.kernel ?? '')?.[0] ?? 'unknown';
  return { backend, versions: { kernel, toxiproxy: toxiproxyOf(evidence) }, rows: [...rows.values()] };
}

function seenIn(evidence: Evidence): Seen {
  const control = stepAfter(CONTROL, evidence);
  return {
    client: endText(viewOf(evidence, 'client')),
    server: endText(viewOf(evidence, 'server')),
    ...(control === undefined ? {} : { control }),
  };
}

/** The rest of the step that begins so. */
function stepAfter(beginning: string, { timeline }: Evidence): string | undefined {
  const step = timeline.find((each) => each.probe === 'step' && each.text.startsWith(beginning));
  return step?.probe === 'step' ? step.text.slice(beginning.length) : undefined;
}

function toxiproxyOf(evidence: readonly Evidence[]): string | undefined {
  const text = evidence.map((each) => stepAfter('proxy: Toxiproxy ', each)).find(Boolean);
  return text && /^[\d.]+/.exec(text)?.[0];
}

/** Where ours is not what it must be: other than direct, or like direct on a row that says no proxy can be. */
export function differences({ rows }: Matrix): string[] {
  return rows.flatMap(({ name, unlikeDirect, seen: { direct, ours } }) => {
    if (!direct || !ours) return [];
    const unlike = (['client', 'server'] as const).filter((end) => direct[end] !== ours[end]);
    if (unlikeDirect !== undefined)
      return unlike.length > 0 ? [] : [`${name}: ours is like direct, although the row says no proxy can be`];
    return unlike.map((end) => `${name}: the ${end} saw\n  direct  ${direct[end]}\n  ours    ${ours[end]}`);
  });
}
