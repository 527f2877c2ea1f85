import type { PageIndex } from '../../data/page-index.ts';
import { scenarioLink } from '../route.ts';

export function Overview({ index }: { readonly index: PageIndex }) {
  return (
    <>
      <h1>{index.run.name}</h1>
      <ul>
        {index.scenarios.map((head, number) => (
          <li key={number}>
            <a href={scenarioLink(number)}>{head.name}</a> {head.backend} {head.outcome}
          </li>
        ))}
      </ul>
    </>
  );
}
