import { OUTCOMES } from '../outcome.ts';
import type { ScenarioHead } from '../page/data/page-index.ts';

/** The columns of the overview's table. */
export const COLUMNS = ['outcome', 'name', 'topic', 'backend', 'duration'] as const;

export type Column = (typeof COLUMNS)[number];

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

/** As an address spells it: `sort=duration`, descending `sort=-duration`; undefined for the order of its own. */
export function orderOf(query: URLSearchParams): Order | undefined {
  const [, minus, name] = /^(-?)(.*)$/.exec(query.get('sort') ?? '') ?? [];
  const column = COLUMNS.find((each) => each === name);
  return column && { column, descending: minus === '-' };
}

/** What a click on a column's head asks for: ascending, then descending, then the order of its own again. */
export function nextSort(order: Order | undefined, column: Column): string {
  if (order?.column !== column) return column;
  return order.descending ? '' : `-${column}`;
}

/** Without an order: what failed first, then what is unproven, interrupted or flaky, and each by file and start. */
export function ordered(
  scenarios: readonly ScenarioHead[],
  numbers: readonly number[],
  order: Order | undefined,
): number[] {
  const compare = order ? comparing(order) : byUrgency;
  return [...numbers].sort((a, b) => {
    const [one, other] = [scenarios[a], scenarios[b]];
    return (one && other ? compare(one, other) : 0) || a - b;
  });
}

type Compare = (a: ScenarioHead, b: ScenarioHead) => number;

const byUrgency: Compare = (a, b) => urgency(b) - urgency(a) || a.file.localeCompare(b.file);

function urgency({ outcome, flaky }: ScenarioHead): number {
  return 2 * rank(outcome) + (flaky ? 1 : 0);
}

function rank(outcome: ScenarioHead['outcome']): number {
  return OUTCOMES.indexOf(outcome);
}

const COMPARE: Readonly<Record<Column, Compare>> = {
  outcome: (a, b) => rank(a.outcome) - rank(b.outcome),
  name: (a, b) => a.name.localeCompare(b.name),
  topic: (a, b) => a.topic.localeCompare(b.topic) || a.file.localeCompare(b.file),
  backend: (a, b) => a.backend.localeCompare(b.backend),
  duration: (a, b) => a.durationMs - b.durationMs,
};

function comparing({ column, descending }: Order): Compare {
  const compare = COMPARE[column];
  return descending ? (a, b) => compare(b, a) : compare;
}
