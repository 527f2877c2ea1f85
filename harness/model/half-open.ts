import { isMadeUp } from './flood.ts';
import type { HalfOpenObservation, Observation } from './observation.ts';
import { formatAddress, type SocketAddress } from './socket-row.ts';

/** Half-open requests that floods have left at one listener, as one look counted them. */
export interface HalfOpenCount {
  readonly local: SocketAddress;
  readonly entries: number;
  /** How many addresses they are said to come from. */
  readonly addresses: number;
}

/** The beginning of a row of `ss`: a listener's address and port, and its peer's address. */
const HALF_OPEN = /^SYN-RECV\s+\d+\s+\d+\s+\[?([^\s\]]+)\]?:(\d+)\s+\[?([^\s\]]+)\]?:\d+\s/;

/** Takes the half-open requests of made-up addresses out of what `ss` printed, and counts them by listener. */
export function countFloods(stdout: string): { rest: string; floods: HalfOpenCount[] } {
  const rest: string[] = [];
  const found = new Map<string, { local: SocketAddress; entries: number; from: Set<string> }>();
  for (const line of stdout.split('\n')) {
    const [, address = '', port = '', peer = ''] = HALF_OPEN.exec(line) ?? [];
    if (!isMadeUp(peer)) {
      rest.push(line);
      continue;
    }
    const key = `${address} ${port}`;
    const local = { address, port: Number(port) };
    const flood = found.get(key) ?? { local, entries: 0, from: new Set() };
    found.set(key, flood);
    flood.entries++;
    flood.from.add(peer);
  }
  const floods = [...found.values()].map(({ local, entries, from }) => ({
    local,
    entries,
    addresses: from.size,
  }));
  return { rest: rest.join('\n'), floods };
}

/** What has changed from one look to the next; a listener that has none any more counts 0. */
export function countedNews(
  before: readonly HalfOpenCount[],
  now: readonly HalfOpenCount[],
): readonly HalfOpenCount[] {
  const over = before.filter((old) => !now.some((each) => isOfSame(old, each)));
  const changed = now.filter((each) => {
    const old = before.find((one) => isOfSame(one, each));
    return old?.entries !== each.entries || old.addresses !== each.addresses;
  });
  return [...changed, ...over.map((old) => ({ ...old, entries: 0, addresses: 0 }))];
}

/** What looks have counted last at each listener of the host, those with none left out. */
export function floodsOn(host: string, timeline: readonly Observation[]): HalfOpenObservation[] {
  const last = new Map<string, HalfOpenObservation>();
  for (const each of timeline)
    if (each.probe === 'half-open' && each.host === host) last.set(formatAddress(each.local), each);
  return [...last.values()].filter(({ entries }) => entries > 0);
}

/**
 * How many half-open requests the last look showed at that port of the host, and from how many addresses: those of
 * floods, and others.
 */
export function halfOpenAt(
  host: string,
  port: number,
  timeline: readonly Observation[],
): Omit<HalfOpenCount, 'local'> {
  const others = new Map<string, string>();
  for (const each of timeline) {
    if (each.probe !== 'ss' || each.host !== host || each.local.port !== port) continue;
    const peer = formatAddress(each.peer);
    if (each.state === 'SYN_RECV' && each.row?.inode === 0) others.set(peer, each.peer.address);
    else others.delete(peer);
  }
  const floods = floodsOn(host, timeline).filter(({ local }) => local.port === port);
  const sum = (count: (each: HalfOpenCount) => number) => floods.reduce((all, each) => all + count(each), 0);
  return {
    entries: others.size + sum(({ entries }) => entries),
    addresses: new Set(others.values()).size + sum(({ addresses }) => addresses),
  };
}

function isOfSame(a: HalfOpenCount, b: HalfOpenCount): boolean {
  return formatAddress(a.local) === formatAddress(b.local);
}
