import { captured } from '../../harness/model/explanation/test-facts.ts';
import type { CapturedSegment, Observation } from '../../harness/model/observation.ts';
import type { LadderFacts } from './facts.ts';
import { rungsOf } from './rungs.ts';
import type { Rung } from './rung.ts';

/** Rungs for tests, between a client's host and a server's. */

const capture = { state: 'on', packets: 0, dropped: 0, leftOut: 0, realtimeAheadMs: 0 } as const;

const HOSTS: LadderFacts['hosts'] = [
  { name: 'server', ipv4: '10.64.0.2', ipv6: 'fd00::2', capture },
  { name: 'client', ipv4: '10.64.0.4', ipv6: 'fd00::4', capture },
];

export function facts(timeline: readonly Observation[], more: Partial<LadderFacts> = {}): LadderFacts {
  return { hosts: HOSTS, trace: { state: 'on', why: undefined }, timeline, ...more };
}

/** A segment as both captures show it, 0.02 ms apart. */
export function crossed(
  at: number,
  sender: 'client' | 'server',
  flags: CapturedSegment['flags'],
  more: Partial<CapturedSegment> = {},
): Observation[] {
  return [captured(at, sender, 'out', flags, more), captured(at + 0.02, sender, 'in', flags, more)];
}

/** The only rung of these observations. */
export function rungOf(...timeline: readonly Observation[]): Rung {
  const [only, ...others] = rungsOf(facts(timeline));
  if (!only || others.length > 0) throw new Error(`${String(others.length + 1)} rungs instead of one`);
  return only;
}

export const SYN = crossed(10, 'client', ['SYN'], { seq: 100, ack: 0, relativeSeq: 0 });
export const SYN_ACK = crossed(11, 'server', ['SYN', 'ACK'], {
  ...{ seq: 300, ack: 101, relativeSeq: 0, relativeAck: 1 },
});
