import { useEffect, useState } from 'preact/hooks';

/** Which page is shown, as the part of the address behind `#`. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'scenario'; readonly number: number }
  | { readonly page: 'states' }
  | { readonly page: 'claims' };

/** `#/`, `#/scenario/12`, `#/states`, `#/claims`; what stands behind `?` belongs to the page. */
export function routeOf(hash: string): Route {
  const [name = '', number = ''] = hash.replace(/^#\/?/, '').replace(/\?.*$/, '').split('/');
  if (name === 'scenario' && /^\d+$/.test(number)) return { page: 'scenario', number: Number(number) };
  if (name === 'states' || name === 'claims') return { page: name };
  return { page: 'overview' };
}

/** The address of a scenario's page. */
export function scenarioLink(number: number): string {
  return `#/scenario/${String(number)}`;
}

/** The route that the address bar has, also when it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
