/** Which page is shown, as the part of the address behind `#`. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'scenario'; readonly number: number }
  | { readonly page: 'states' }
  | { readonly page: 'claims' }
  | { readonly page: 'unknown'; readonly address: string };

/** `#/`, `#/scenario/12`, `#/states`, `#/claims`; what stands behind `?` belongs to the page. */
export function routeOf(hash: string): Route {
  const address = hash.replace(/^#\/?/, '').replace(/\?.*$/, '');
  const [, number] = /^scenario\/(\d+)$/.exec(address) ?? [];
  if (number !== undefined) return { page: 'scenario', number: Number(number) };
  if (address === 'states' || address === 'claims') return { page: address };
  return address === '' ? { page: 'overview' } : { page: 'unknown', address };
}

/** What stands behind `?`. */
export function queryOf(hash: string): URLSearchParams {
  return new URLSearchParams(/\?(.*)$/.exec(hash)?.[1] ?? '');
}

/** The address of a scenario's page, reached from an overview with that query. */
export function scenarioLink(number: number, query?: URLSearchParams): string {
  return `#/scenario/${String(number)}${suffix(query)}`;
}

/** The address of the overview with that query. */
export function overviewLink(query?: URLSearchParams): string {
  return `#/${suffix(query)}`;
}

/** The address of a claim in the ledger. */
export function claimLink(id: string): string {
  return `#/claims${suffix(new URLSearchParams({ id }))}`;
}

function suffix(query: URLSearchParams | undefined): string {
  const text = query?.toString() ?? '';
  return text === '' ? '' : `?${text}`;
}
