import type { Evidence } from '../../harness/model/evidence.ts';
import type { Sighting } from '../../harness/model/observation.ts';
import { formatAddress } from '../../harness/model/socket-row.ts';

/** What `ss` showed of one socket, in order. */
export interface SightingsOfSocket {
  readonly name: string;
  readonly host: string;
  readonly sightings: readonly Sighting[];
}

/** Sockets in the order in which they were first seen; one that the scenario did not make is called by its ends. */
export function sightingsBySocket({ timeline }: Pick<Evidence, 'timeline'>): SightingsOfSocket[] {
  const groups = new Map<string, { name: string; host: string; sightings: Sighting[] }>();
  for (const each of timeline) {
    if (each.probe !== 'ss') continue;
    const { host, socket, local, peer } = each;
    const name = socket ?? `${formatAddress(local)} → ${formatAddress(peer)}`;
    const group = groups.get(`${host} ${name}`) ?? { name, host, sightings: [] };
    groups.set(`${host} ${name}`, group);
    group.sightings.push(each);
  }
  return [...groups.values()];
}
