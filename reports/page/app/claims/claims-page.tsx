import type { PageIndex } from '../../data/page-index.ts';

export function ClaimsPage({ index }: { readonly index: PageIndex }) {
  return <h1>Claims ({Object.keys(index.claims).join(', ')})</h1>;
}
