import type { EvidenceFile } from '../read-run.ts';

/** What evidence says of something that scenarios declare to show. */
export interface Judgement<Status extends string> {
  readonly status: Status;
  /** Why it is no better. */
  readonly why?: string;
  /** The evidence that says so, relative to the run's folder. */
  readonly evidence?: readonly string[];
}

/** What needs no look into evidence: nobody declares it, or a scenario that does has not passed. Otherwise `judge` says. */
export function judgeDeclared<J extends Judgement<string>>(
  declared: readonly EvidenceFile[],
  judge: () => J,
): J | Judgement<'missing' | 'failed' | 'unproven'> {
  if (declared.length === 0) return { status: 'missing', why: 'no scenario of this run declares it' };
  const notPassed = declared.filter(({ evidence }) => evidence.status !== 'passed');
  const [failed] = notPassed;
  if (failed) {
    const what = failed.evidence.status === 'failed' ? 'failed' : 'was not over when its run was ended';
    const evidence = notPassed.map(({ file }) => file);
    return { status: 'failed', why: `\`${failed.evidence.scenario.name}\` ${what}`, evidence };
  }
  const notHeld = declared.filter(({ evidence }) => evidence.verdict !== 'held');
  if (notHeld.length === 0) return judge();
  const names = notHeld.map(({ evidence }) => `\`${evidence.scenario.name}\``).join(', ');
  const why = `no verdict, or one that did not hold, in ${names}`;
  return { status: 'unproven', why, evidence: notHeld.map(({ file }) => file) };
}
