import type { CounterObservation } from './observation.ts';

/**
 * Counters that say why a connection went as it did (include/uapi/linux/snmp.h): resets and aborts, what was sent
 * again, what was dropped or found no room. Segments, octets and the like move with everything.
 */
const TELLING = [
  /^Tcp\.(OutRsts|EstabResets|AttemptFails)$/,
  /^TcpExt\.(TCPAbort\w+|EmbryonicRsts|TCPSYNChallenge|TCPChallengeACK|TWKilled|TWRecycled)$/,
  /^Tcp\.(RetransSegs|InErrs|InCsumErrors)$/,
  /^TcpExt\.(\w*Drop(s|ped\w*)?|\w*Overflows?|\w*Prune(d|Called)|TCPReqQFullDoCookies|Syncookies\w+)$/,
];

/** Whether a counter says why a connection went as it did. */
export function isTelling(counter: string): boolean {
  return TELLING.some((names) => names.test(counter));
}

/** `% server: TcpExt.TCPAbortOnData +1 since +41 ms`; undefined where nothing telling has moved. */
export function counterText({ host, since, deltas }: CounterObservation): string | undefined {
  const moved = Object.entries(deltas)
    .filter(([name]) => isTelling(name))
    .map(([name, delta]) => `${name} +${String(delta)}`);
  if (moved.length === 0) return undefined;
  // A host may be older than the scenario; nothing has happened to it by then.
  return `% ${host}: ${moved.join(', ')} since +${Math.max(0, since).toFixed(0)} ms`;
}
