import type { HostEvidence } from '../evidence.ts';
import type { Observation, TraceObservation } from '../observation.ts';
import { SLACK_MS } from './states.ts';

/** A counter of the kernel's, and the events of its trace that move it. */
interface Pair {
  readonly counter: string;
  readonly what: string;
  readonly moves: (event: TraceObservation) => boolean;
  /** One event may stand for several: a segment that is sent again may be one for the device to cut up (tcp_skb_pcount). */
  readonly atLeast?: true;
}

const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::', '*'];

const PAIRS: readonly Pair[] = [
  { counter: 'Tcp.OutRsts', what: 'RSTs sent', moves: ({ kind }) => kind === 'reset-sent' },
  {
    counter: 'Tcp.PassiveOpens',
    what: 'children of a listener',
    moves: (event) => event.kind === 'state' && event.from === 'LISTEN' && event.to === 'SYN_RECV',
  },
  {
    counter: 'Tcp.RetransSegs',
    what: 'segments sent again',
    moves: ({ kind }) => kind === 'retransmitted',
    atLeast: true,
  },
];

/** Where a host's counters and what the kernel traced of it do not come to the same. The trace has to be whole. */
export function disagreeingCounts(host: HostEvidence, timeline: readonly Observation[]): string[] {
  const { counters, countingBegan, countedAt } = host;
  // What the real Toxiproxy does on the host's loopback moves the counters, and belongs to no lab's address.
  if (host.toxiproxy) return [];
  const events = timeline.filter(
    (each): each is TraceObservation => each.probe === 'trace' && each.host === host.name,
  );
  // Its RSTs are traced without an address, and so belong to nobody.
  const listensAnywhere = timeline.some(
    (each) =>
      each.probe === 'ss' &&
      each.host === host.name &&
      each.state === 'LISTEN' &&
      ANY_ADDRESS.includes(each.local.address),
  );
  return PAIRS.flatMap(({ counter, what, moves, atLeast }) => {
    const moments = events.filter(moves).map(({ at }) => at);
    // What happened while they were read may be counted or not.
    const least = moments.filter((at) => at <= countingBegan - SLACK_MS).length;
    const most = moments.filter((at) => at <= countedAt + SLACK_MS).length;
    const counted = counters[counter] ?? 0;
    const mayBeMore = (atLeast === true && most > 0) || (counter === 'Tcp.OutRsts' && listensAnywhere);
    const agrees = counted >= least && (counted <= most || mayBeMore);
    if (agrees) return [];
    return [
      `${host.name}: ${counter} moved by ${String(counted)}, the kernel traced ${String(most)} ${what}`,
    ];
  });
}
