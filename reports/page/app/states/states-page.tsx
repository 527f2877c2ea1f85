import type { PageIndex } from '../../data/page-index.ts';

export function StatesPage({ index }: { readonly index: PageIndex }) {
  return <h1>State machine ({Object.keys(index.states).join(', ')})</h1>;
}
