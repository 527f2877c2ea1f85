import type { WireObservation } from '../observation.ts';
import type { Connection } from './connection.ts';
import type { ConnectionEnd } from './end.ts';
import { atTime, counted, listed } from './words.ts';

/** What faults of the wire and toxics of the proxy did to it, and what its kernels had to send again. */
export function touches(connection: Connection): string[] {
  const byFaults = connection.ends.flatMap((end) => faults(connection, end));
  const byToxics = toxics(connection);
  return [
    ...(byFaults.length > 0 ? [`On the wire, ${byFaults.join('; ')}`] : []),
    ...connection.ends.flatMap((end) => again(connection, end)),
    ...(byToxics.length > 0 ? [`The proxy's toxics: ${byToxics.join('; ')}`] : []),
  ];
}

function faults(connection: Connection, from: ConnectionEnd): string[] {
  const way = `from ${from.name} to ${connection.otherThan(from).name}`;
  const touched = connection.touched(from).filter(({ verdict }) => verdict !== 'watched');
  return [...Map.groupBy(touched, ({ fault }) => fault)].map(([fault, segments]) =>
    fault === undefined
      ? `${described(segments)} ${way} ${segments.length === 1 ? 'was' : 'were'} forged ${when(segments)}`
      : `${fault} ${listed(deeds(segments))}, ${way}`,
  );
}

/** `held 2 segments (SYN ACK, ACK) at +41 ms and later`, `released 1 at +92 ms` */
function deeds(segments: readonly WireObservation[]): string[] {
  const byVerdict = Map.groupBy(segments, ({ verdict }) => verdict);
  // What a middlebox has forgotten it drops, unless it answers it with RST.
  if (byVerdict.has('rejected')) byVerdict.delete('forgotten');
  return [...byVerdict].map(([verdict, each], index) => {
    const did = verdict === 'forgotten' ? 'dropped' : verdict;
    return `${did} ${index === 0 ? described(each) : String(each.length)} ${when(each)}`;
  });
}

function when(segments: readonly WireObservation[]): string {
  const [first] = segments;
  const at = atTime(first?.at ?? 0);
  return segments.length > 1 ? `${at} and later` : at;
}

function again(connection: Connection, end: ConnectionEnd): string[] {
  const { length } = connection.traced('retransmitted', end);
  return length > 0 ? [`${end.name}'s kernel sent ${counted(length, 'segment')} again`] : [];
}

/** `2 segments (SYN ACK, ACK)` */
function described(segments: readonly WireObservation[]): string {
  const kinds = [...new Set(segments.map(({ flags }) => flags.join(' ')))];
  return `${counted(segments.length, 'segment')} (${kinds.join(', ')})`;
}

function toxics({ ends }: Connection): string[] {
  const told = Map.groupBy(
    ends.flatMap((end) => end.told('toxic')),
    ({ detail }) => detail ?? 'one acted',
  );
  return [...told].map(([detail, each]) => `${detail} ${atTime(each[0]?.at ?? 0)}`);
}
