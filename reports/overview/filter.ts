import { OUTCOMES } from '../outcome.ts';
import type { ScenarioHead } from '../page/data/page-index.ts';

/** What scenarios can be chosen by. `flaky` counts as an outcome: of scenarios that had several in this run. */
const FACETS = ['outcome', 'backend', 'topic', 'tag'] as const;

export type Facet = (typeof FACETS)[number];

/** The worst first. */
const OUTCOME_CHOICES: readonly string[] = [...[...OUTCOMES].reverse(), 'flaky'];

/** Whether it has one of the chosen values of every facet, and all words of the text; of what is not chosen, any. */
function matches(head: ScenarioHead, query: URLSearchParams): boolean {
  return FACETS.every((facet) => matchesFacet(head, query, facet)) && matchesText(head, query.get('q') ?? '');
}

/** The numbers of the scenarios that the query chooses, as the address of the overview has it. */
export function matching(scenarios: readonly ScenarioHead[], query: URLSearchParams): number[] {
  return scenarios.flatMap((head, number) => (matches(head, query) ? [number] : []));
}

/** A value that scenarios can be chosen by, and how many there would be with all else that is chosen. */
export interface Choice {
  readonly value: string;
  readonly count: number;
}

/** Every value that the run has of a facet: outcomes from the worst to the best, all others by the alphabet. */
export function choicesOf(
  scenarios: readonly ScenarioHead[],
  query: URLSearchParams,
  facet: Facet,
): Choice[] {
  const counts = new Map(scenarios.flatMap((head) => valuesOf(head, facet)).map((value) => [value, 0]));
  for (const number of matching(scenarios, without(query, facet)))
    for (const value of scenarios[number] ? valuesOf(scenarios[number], facet) : [])
      counts.set(value, (counts.get(value) ?? 0) + 1);
  const values =
    facet === 'outcome' ? OUTCOME_CHOICES.filter((value) => counts.has(value)) : [...counts.keys()].sort();
  return values.map((value) => ({ value, count: counts.get(value) ?? 0 }));
}

/** The query with a value put in where it was not, and taken out where it was. */
export function toggled(query: URLSearchParams, facet: Facet, value: string): URLSearchParams {
  const values = query.getAll(facet);
  const kept = values.filter((each) => each !== value);
  return withValues(query, facet, kept.length < values.length ? kept : [...values, value]);
}

/** The query with one value of a facet, or with none where it is empty. */
export function chosen(query: URLSearchParams, facet: Facet | 'q' | 'sort', value: string): URLSearchParams {
  return withValues(query, facet, value === '' ? [] : [value]);
}

/** Whether anything is chosen: with an order alone all scenarios are there. */
export function isNarrowed(query: URLSearchParams): boolean {
  return [...FACETS, 'q'].some((name) => query.has(name));
}

function withValues(query: URLSearchParams, name: string, values: readonly string[]): URLSearchParams {
  const next = without(query, name);
  for (const value of values) next.append(name, value);
  return next;
}

function without(query: URLSearchParams, name: string): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete(name);
  return next;
}

function matchesFacet(head: ScenarioHead, query: URLSearchParams, facet: Facet): boolean {
  const wanted = query.getAll(facet);
  return wanted.length === 0 || valuesOf(head, facet).some((value) => wanted.includes(value));
}

function valuesOf(head: ScenarioHead, facet: Facet): readonly string[] {
  if (facet === 'tag') return head.tags;
  if (facet === 'outcome') return head.flaky ? [head.outcome, 'flaky'] : [head.outcome];
  return [head[facet]];
}

function matchesText({ name, file, error = '' }: ScenarioHead, text: string): boolean {
  const told = `${name}\n${file}\n${error}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}
