import { useEffect, useState } from 'preact/hooks';
import { queryOf } from './query.ts';

/** The query that the address bar has, also when it changes. */
export function useQuery(): URLSearchParams {
  const [query, setQuery] = useState(() => queryOf(location.hash));
  useEffect(() => {
    const follow = () => setQuery(queryOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return query;
}
