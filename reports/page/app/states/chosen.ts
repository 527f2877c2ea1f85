import type { Coverage, EdgeCoverage, StateCoverage } from '../../../states/coverage.ts';

/** What the page tells more of: an edge or a state, as the address names it (`#/states?backend=netns&edge=25`). */
export type Chosen =
  | { readonly kind: 'edge'; readonly edge: EdgeCoverage }
  | { readonly kind: 'state'; readonly state: StateCoverage };

export function chosenOf(query: URLSearchParams, { edges, states }: Coverage): Chosen | undefined {
  const edge = edges.find(({ number }) => String(number) === query.get('edge'));
  if (edge) return { kind: 'edge', edge };
  const state = states.find((each) => each.state === query.get('state'));
  return state && { kind: 'state', state };
}

/** The address of this page on a backend, with what it tells more of. */
export function statesLink(backend: string, chosen: Readonly<Record<string, string>> = {}): string {
  return `#/states?${new URLSearchParams({ backend, ...chosen }).toString()}`;
}
