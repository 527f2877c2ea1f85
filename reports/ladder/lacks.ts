import type { Evidence, HostEvidence } from '../../harness/model/evidence.ts';
import { counted } from '../../harness/model/explanation/words.ts';
import type { Rung } from './rung.ts';

/** What the captures and the kernel's trace may not have shown of the segments, and why, each a sentence. */
export function lacksOf(
  { hosts, trace }: Pick<Evidence, 'hosts' | 'trace'>,
  rungs: readonly Rung[],
): string[] {
  const lacks = hosts.flatMap(lacksOfHost);
  const isUncaptured = rungs.some(
    ({ left, came, forged }) => left === undefined && came === undefined && !forged,
  );
  const resets = rungs.filter(({ flags, forged }) => flags.includes('RST') && !forged);
  return [
    ...lacks,
    ...(lacks.length > 0 && isUncaptured
      ? ['Segments that faults of the wire touched are shown all the same.']
      : []),
    ...(resets.length > 0 && trace.state !== 'on'
      ? [`Why a RST was sent is not known: the kernel’s trace was ${trace.state}${because(trace.why)}.`]
      : []),
  ];
}

function lacksOfHost({ name, capture }: HostEvidence): string[] {
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
