import { counted } from '../../harness/model/explanation/words.ts';
import type { LadderFacts } from './facts.ts';
import type { Rung } from './rung.ts';

/** What the captures and the kernel's trace may not have shown of the segments, and why, each a sentence. */
export function lacksOf({ hosts, trace }: Omit<LadderFacts, 'timeline'>, rungs: readonly Rung[]): string[] {
  const lacks = hosts.flatMap(lacksOfHost);
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

function lacksOfHost({ name, capture }: LadderFacts['hosts'][number]): string[] {
  const { state, why, dropped, leftOut } = capture;
  return [
    ...(state === 'on' ? [] : [`Capture was ${state} at ${name}${because(why)}.`]),
    ...(dropped > 0
      ? [`The kernel of ${name} had no room for ${counted(dropped, 'packet')}: they are missing.`]
      : []),
    ...(leftOut > 0
      ? [
          `${counted(leftOut, 'later segment')} of ${name} ${leftOut === 1 ? 'is' : 'are'} only in capture.pcapng.`,
        ]
      : []),
  ];
}

function because(why: string | undefined): string {
  return why === undefined ? '' : `: ${why}`;
}
