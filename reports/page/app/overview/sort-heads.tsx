import { chosen } from '../../../overview/filter.ts';
import { COLUMNS, nextSort, orderOf, type Column, type Order } from '../../../overview/order.ts';
import { overviewLink } from '../route.ts';
import { replaceAddress } from '../use-hash.ts';

const TITLES: Readonly<Record<Column, string>> = {
  ...{ outcome: 'Outcome', name: 'Scenario', topic: 'Topic', backend: 'Backend', duration: 'Duration' },
};

/** The heads of the columns: a click orders by one, another turns it round, a third leaves it. */
export function SortHeads({ query }: { readonly query: URLSearchParams }) {
  const order = orderOf(query);
  return (
    <tr>
      {COLUMNS.map((column) => (
        <th key={column} scope="col" class={`overview-head-${column}`} aria-sort={ariaSort(order, column)}>
          <button
            type="button"
            onClick={() => replaceAddress(overviewLink(chosen(query, 'sort', nextSort(order, column))))}
          >
            {TITLES[column]} <span aria-hidden="true">{arrow(order, column)}</span>
          </button>
        </th>
      ))}
    </tr>
  );
}

function ariaSort(order: Order | undefined, column: Column) {
  if (order?.column !== column) return 'none';
  return order.descending ? 'descending' : 'ascending';
}

function arrow(order: Order | undefined, column: Column): string {
  if (order?.column !== column) return '';
  return order.descending ? '▼' : '▲';
}
