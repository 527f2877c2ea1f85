import { durationText } from '../time-text.ts';
import type { RunFacts } from '../page/data/page-index.ts';

/** `22 November 2026, 00:42:52 UTC`. */
export function momentText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return 'at a time that is not known';
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return `${date.toLocaleDateString('en-GB', format)}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** When the run was, how long it took and on which kernel. */
export function runLine({ startedAt, durationMs, environment }: RunFacts): string {
  const kernels = environment.find(({ what }) => /^kernel$/i.test(what))?.values ?? [];
  return [
    momentText(startedAt),
    ...(durationMs > 0 ? [`took ${durationText(durationMs)}`] : []),
    ...(kernels.length > 0 ? [`Linux ${kernels.join(', ')}`] : []),
  ].join(' · ');
}
