import { plainAddress } from '../../harness/model/explanation/addresses.ts';
import type { TracedSegment } from '../../harness/model/observation.ts';
import type { TcpFlag } from '../../harness/model/segment.ts';
import type { SocketAddress } from '../../harness/model/socket-row.ts';
import { crossingsOf, type Crossing } from './crossings.ts';
import type { LadderFacts } from './facts.ts';
import { numbersWithin, wholeOf } from './pieces.ts';
import { isForged, passagesOf, type Passage } from './passages.ts';
import type { Rung } from './rung.ts';
import { tracesOf, type TracedRung } from './traces.ts';

type HostOf = (end: SocketAddress) => string | undefined;

/** Every segment that captures, faults of the wire or the kernel's trace told of, in order of time. */
export function rungsOf({ timeline, hosts }: Omit<LadderFacts, 'trace'>): Rung[] {
  const hostOf = hostFinder(hosts);
  const crossings = crossingsOf(timeline);
  const passages = passagesOf(timeline, crossings);
  const rungs = [
    ...crossings.map((crossing) => ofCrossing(crossing, passages.of.get(crossing), hostOf)),
    ...passages.uncaptured.map((passage) => ofPassage(passage, wholeOf(passage, crossings))),
  ];
  const traces = tracesOf(timeline, rungs);
  return [
    ...rungs.map((rung) => withTraces(rung, traces.of.get(rung) ?? [])),
    ...traces.uncaptured
      .filter(({ kind }) => kind !== 'reset-received')
      .map((event) => ofTrace(event, hostOf)),
  ].sort((a, b) => a.at - b.at);
}

function hostFinder(hosts: LadderFacts['hosts']): HostOf {
  const names = new Map(hosts.flatMap(({ name, ipv4, ipv6 }) => [[ipv4, name] as const, [ipv6, name]]));
  return ({ address }) => names.get(plainAddress(address));
}

const NOTHING_MORE = { isPiece: false, reset: undefined, takenAt: undefined, times: 1 };

function ofCrossing(crossing: Crossing, passage: Passage | undefined, hostOf: HostOf): Rung {
  const { segment, out, in: came, again } = crossing;
  const { from, to, flags, forged = false } = segment;
  return {
    at: Math.min(out?.at ?? Infinity, came?.at ?? Infinity),
    sender: out?.host ?? hostOf(from),
    receiver: came?.host ?? hostOf(to),
    ...{ from, to, flags, header: segment, again, forged },
    ...{ left: out?.at, came: came?.at, touches: passage?.touches ?? [] },
    ...NOTHING_MORE,
  };
}

/** Where no capture shows it, it is known by the fault that touched it. */
function ofPassage({ first, touches }: Passage, whole: Crossing | undefined): Rung {
  const { at, host, sender, from, to, flags } = first;
  return {
    ...{ at, sender, receiver: host, from, to, flags, touches },
    ...{ again: whole?.again ?? false, forged: isForged(first) ?? false },
    header: whole ? { ...first, ...numbersWithin(first, whole.segment) } : first,
    ...{ left: undefined, came: undefined },
    ...NOTHING_MORE,
    isPiece: whole !== undefined,
  };
}

function ofTrace(event: TracedRung, hostOf: HostOf): Rung {
  const { at, host, local, peer, kind } = event;
  const unseen = { header: undefined, left: undefined, came: undefined, again: false, forged: false };
  const rung = { at, sender: host, receiver: hostOf(peer), from: local, to: peer, touches: [], ...unseen };
  const flags = kind === 'retransmitted' ? flagsAgain(event) : (['RST'] as const);
  return withTraces({ ...rung, flags, ...NOTHING_MORE }, [event]);
}

/** Those of many half-open requests are told together, and theirs are SYN-ACKs. */
function flagsAgain({ times }: TracedSegment): TcpFlag[] {
  return times === undefined ? [] : ['SYN', 'ACK'];
}

function withTraces(rung: Rung, events: readonly TracedRung[]): Rung {
  const sent = events.find(({ kind }) => kind === 'reset-sent');
  const taken = events.find(({ kind }) => kind === 'reset-received');
  const again = events.find(({ kind }) => kind === 'retransmitted');
  return {
    ...rung,
    again: rung.again || again !== undefined,
    reset: sent?.kind === 'reset-sent' ? sent : undefined,
    takenAt: taken?.at,
    times: (again?.kind === 'retransmitted' ? again.times : undefined) ?? 1,
  };
}
