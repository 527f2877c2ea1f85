import { counterText } from '../../harness/model/counter-text.ts';
import type { Evidence } from '../../harness/model/evidence.ts';
import type { HalfOpenObservation, Observation } from '../../harness/model/observation.ts';
import { formatAddress } from '../../harness/model/socket-row.ts';
import type { Lane, Mark, Span } from './lane.ts';
import { traceMark } from './socket-marks.ts';
import { sinceBegin } from '../time-text.ts';
import { exactly } from './words.ts';

/** What floods left at each listener: how many half-open requests, as looks counted them. */
export function halfOpenLanes({ timeline }: Evidence, end: number): Lane[] {
  const counted = timeline.filter((each) => each.probe === 'half-open');
  const byListener = Map.groupBy(counted, ({ host, local }) => `${host} ${formatAddress(local)}`);
  return [...byListener].map(([key, counts]) => {
    const port = String(counts[0]?.local.port ?? '');
    const lane = {
      name: `half-open at ${counts[0]?.host ?? ''}:${port}`,
      note: 'left by floods',
      opens: false,
    };
    const spans = counts.flatMap((count, index) => halfOpenSpan(count, counts[index + 1]?.at, end));
    return { key: `half-open ${key}`, group: 'hosts', ...lane, spans, marks: [] };
  });
}

function halfOpenSpan(
  { at, host, local, entries, addresses }: HalfOpenObservation,
  until: number | undefined,
  end: number,
): Span[] {
  if (entries === 0) return [];
  const to = until === undefined ? exactly(Math.max(at, end), 'end') : exactly(until, 'sampled');
  const label = `${String(entries)} half-open`;
  const where = `${host}:${String(local.port)}`;
  const words =
    `${String(entries)} half-open requests of a flood at ${where}, from ${String(addresses)} addresses, ` +
    `as looks showed from ${sinceBegin(at)} to ${sinceBegin(to.at)}`;
  return [{ from: exactly(at, 'sampled'), to, look: { kind: 'half-open' }, label, words }];
}

/** What a kernel did or counted that belongs to no socket of the scenario. */
export function hostLanes({ hosts, timeline }: Evidence): Lane[] {
  return hosts.flatMap(({ name }): Lane[] => {
    const marks = timeline.flatMap((each) => hostMark(name, each));
    if (marks.length === 0) return [];
    const lane = { name: `host ${name}`, note: 'its kernel', opens: false };
    return [{ key: `host ${name}`, group: 'hosts', ...lane, spans: [], marks }];
  });
}

function hostMark(name: string, observation: Observation): Mark[] {
  if (observation.probe === 'trace' && observation.socket === undefined && observation.host === name)
    return traceMark(`The kernel of host ${name}, for no socket of the scenario,`, observation);
  if (observation.probe !== 'counters' || observation.host !== name) return [];
  const text = counterText(observation);
  if (text === undefined) return [];
  const { at } = observation;
  const label = text.replace(/^% .*?: /, '').replace(/ since .*$/, '');
  return [
    { at, kind: 'counter', label, words: `Counters read at ${sinceBegin(at)}: ${text.replace(/^% /, '')}` },
  ];
}
