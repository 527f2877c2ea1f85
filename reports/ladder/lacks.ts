import { counted, listed } from '../../harness/model/explanation/words.ts';
import type { LadderFacts } from './facts.ts';
import type { Rung } from './rung.ts';

/** What the captures and the kernel's trace may not have shown of the segments, and why, each a sentence. */
export function lacksOf({ hosts, trace }: Omit<LadderFacts, 'timeline'>, rungs: readonly Rung[]): string[] {
  const lacks = [...captureLacks(hosts), ...hosts.flatMap(missingAt)];
  const isUncaptured = rungs.some(
    ({ left, came, forged }) => left === undefined && came === undefined && !forged,
  );
  const hasUnexplained = rungs.some(({ flags, forged, reset }) => flags.includes('RST') && !forged && !reset);
  return [
    ...lacks,
    ...(lacks.length > 0 && isUncaptured
      ? ['Segments that faults of the wire touched are shown all the same.']
      : []),
    ...(hasUnexplained && trace.state !== 'on'
      ? [`Why a RST was sent is not known: the kernel’s trace was ${trace.state}${because(trace.why)}.`]
      : []),
  ];
}

function captureLacks(hosts: LadderFacts['hosts']): string[] {
  const unwell = hosts.filter(({ capture }) => capture.state !== 'on');
  const alike = Map.groupBy(unwell, ({ capture: { state, why } }) => `${state} ${why ?? ''}`);
  return [...alike.values()].map((same) => {
    const { state = 'off', why } = same[0]?.capture ?? {};
    return `Capture was ${state} at ${listed(same.map(({ name }) => name))}${because(why)}.`;
  });
}

function missingAt({ name, capture: { dropped, leftOut } }: LadderFacts['hosts'][number]): string[] {
  const verb = leftOut === 1 ? 'is' : 'are';
  return [
    ...(dropped > 0
      ? [`The kernel of ${name} had no room for ${counted(dropped, 'packet')}: not shown here.`]
      : []),
    ...(leftOut > 0
      ? [`${counted(leftOut, 'later segment')} of ${name} ${verb} only in capture.pcapng.`]
      : []),
  ];
}

function because(why: string | undefined): string {
  return why === undefined ? '' : `: ${why}`;
}
