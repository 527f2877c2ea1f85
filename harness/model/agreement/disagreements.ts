import type { Evidence } from '../evidence.ts';
import type { Observation, Sighting, TracedChange } from '../observation.ts';
import { disagreeingCounts } from './counts.ts';
import { disagreeingSegments } from './segments.ts';
import { disagreeingLooks, SLACK_MS } from './states.ts';

/**
 * Where probes contradict each other, a line each. Only what both could have shown is compared: nothing is said of a
 * source that was off or lost data.
 */
export function disagreements({
  hosts,
  sockets,
  timeline,
  trace,
}: Pick<Evidence, 'hosts' | 'sockets' | 'timeline' | 'trace'>): string[] {
  if (trace.state !== 'on') return [];
  const ofSockets = sockets.flatMap(({ name, host }) => {
    const clock = hosts.find((each) => each.name === host)?.clock;
    const slackMs = SLACK_MS + (clock && clock.offsetMs !== 0 ? clock.uncertaintyMs : 0);
    const traced = timeline.filter((each) => isChangeOf(each, name));
    const isWhole = traced[0]?.from === 'CLOSED' || traced[0]?.from === 'LISTEN';
    return isWhole
      ? disagreeingLooks(
          traced,
          timeline.filter((each) => isSightingOf(each, name)),
          slackMs,
        )
      : [];
  });
  const ofHosts = hosts.flatMap((host) => [
    ...disagreeingCounts(host, timeline),
    ...disagreeingSegments(host, sockets, timeline),
  ]);
  return [...ofSockets, ...ofHosts];
}

function isChangeOf(each: Observation, socket: string): each is TracedChange {
  return each.probe === 'trace' && each.kind === 'state' && each.socket === socket;
}

function isSightingOf(each: Observation, socket: string): each is Sighting {
  return each.probe === 'ss' && each.socket === socket;
}
