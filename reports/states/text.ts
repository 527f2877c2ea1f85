import color from 'picocolors';
import type { Coverage } from './coverage.ts';
import type { EdgeStatus } from './judge-edge.ts';
import type { StateStatus } from './judge-state.ts';

const COLOURS: Readonly<Record<EdgeStatus | StateStatus, (text: string) => string>> = {
  proven: color.green,
  refused: color.green,
  released: color.green,
  held: color.yellow,
  unproven: color.yellow,
  failed: color.red,
  missing: color.red,
};

interface Line {
  readonly what: string;
  readonly status: EdgeStatus | StateStatus;
  readonly how?: string | undefined;
  readonly why?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
}

/** The coverage of one backend for a person: a line for each edge and each state, and how many are covered. */
export function renderCoverage(backend: string, { edges, states, covered }: Coverage): string {
  const lines = [
    ...edges.map(({ number, from, to, event, known, ...rest }): Line => ({
      what: `${String(number).padStart(2)}  ${`${from.length > 1 ? `${from.length} states` : from.join()} → ${to}`.padEnd(26)}  ${event}`,
      how: known,
      ...rest,
    })),
    ...states.map(({ state, ...rest }): Line => ({ what: `    ${state}`, ...rest })),
  ];
  return [
    color.bold(backend),
    ...lines.map(renderLine),
    '',
    `${covered.edges} of ${edges.length} edges proven or refused, ${covered.states} of ${states.length} states held and released (${backend})`,
  ].join('\n');
}

const WHAT_WIDTH = 60;
const STATUS_WIDTH = 'unproven'.length;

function renderLine({ what, status, how, why, evidence = [] }: Line): string {
  const said = COLOURS[status](status.padEnd(STATUS_WIDTH));
  const known = how === 'implied' ? ' (implied)' : '';
  const [first = '', ...more] = evidence;
  const files = more.length === 0 ? first : `${first} and ${more.length} more`;
  const reason = why === undefined || status === 'missing' ? [] : [`        ${why}`];
  return [`${what.padEnd(WHAT_WIDTH)}  ${said}${known}  ${color.dim(files)}`.trimEnd(), ...reason].join('\n');
}
