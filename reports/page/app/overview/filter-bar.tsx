import { useRef } from 'preact/hooks';
import { choicesOf, chosen, isNarrowed, toggled, type Choice, type Facet } from '../../../overview/filter.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { useKeys } from '../parts/use-keys.ts';
import { overviewLink } from '../route.ts';
import { replaceAddress } from '../use-hash.ts';

interface FilterBarProps {
  readonly scenarios: PageIndex['scenarios'];
  readonly query: URLSearchParams;
  /** How many scenarios it chooses. */
  readonly matches: number;
}

/** What is chosen is kept in the address: it can be shared, and Back undoes a choice. */
export function FilterBar({ scenarios, query, matches }: FilterBarProps) {
  const choices = (facet: Facet) => ({ facet, query, choices: choicesOf(scenarios, query, facet) });
  return (
    <form role="search" class="filter" onSubmit={(event) => event.preventDefault()}>
      <Search query={query} />
      <Selection label="Topic" {...choices('topic')} />
      <Selection label="Tag" {...choices('tag')} />
      <Checkboxes legend="Outcome" {...choices('outcome')} />
      <Checkboxes legend="Backend" {...choices('backend')} />
      <p class="overview-matches">
        <span role="status">
          {matches} of {scenarios.length} {scenarios.length === 1 ? 'scenario' : 'scenarios'}
        </span>{' '}
        {isNarrowed(query) && <ClearButton />}
      </p>
      <Help />
    </form>
  );
}

/** Shows all scenarios again. */
export function ClearButton() {
  return (
    <button type="button" onClick={() => (location.hash = overviewLink())}>
      Clear filters
    </button>
  );
}

function Search({ query }: { readonly query: URLSearchParams }) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() });
  return (
    <label class="filter-search">
      <span class="filter-label">Search</span>
      <input
        ref={input}
        type="search"
        value={query.get('q') ?? ''}
        placeholder="name, file or error"
        onInput={({ currentTarget }) => replaceAddress(overviewLink(chosen(query, 'q', currentTarget.value)))}
      />
    </label>
  );
}

interface ChoicesProps {
  readonly facet: Facet;
  readonly query: URLSearchParams;
  readonly choices: readonly Choice[];
}

/** Nothing where there is no choice: all scenarios have the same value. */
function Checkboxes({ legend, facet, query, choices }: ChoicesProps & { readonly legend: string }) {
  if (choices.length < 2) return null;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(({ value, count }) => (
        <label key={value} class="overview-check">
          <input
            type="checkbox"
            checked={query.getAll(facet).includes(value)}
            onChange={() => (location.hash = overviewLink(toggled(query, facet, value)))}
          />
          {value} <span class="faint">{count}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Selection({ label, facet, query, choices }: ChoicesProps & { readonly label: string }) {
  if (choices.length === 0) return null;
  return (
    <label>
      <span class="filter-label">{label}</span>
      <select
        value={query.get(facet) ?? ''}
        onChange={({ currentTarget }) =>
          (location.hash = overviewLink(chosen(query, facet, currentTarget.value)))
        }
      >
        <option value="">all</option>
        {choices.map(({ value, count }) => (
          <option key={value} value={value}>
            {value} ({count})
          </option>
        ))}
      </select>
    </label>
  );
}

function Help() {
  return (
    <details class="overview-help">
      <summary>Keys</summary>
      <dl>
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>search</dd>
        <dt>
          <kbd>↑</kbd> <kbd>↓</kbd>
        </dt>
        <dd>from row to row of a list</dd>
        <dt>
          <kbd>[</kbd> <kbd>]</kbd>
        </dt>
        <dd>in a scenario: the one before, the next one</dd>
      </dl>
    </details>
  );
}
