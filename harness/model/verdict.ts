/** What the evidence says of an expectation. `unproven`: the source that could have shown it was off or lost data. */
export type Verdict = 'held' | 'failed' | 'unproven';

/** What the evidence says so far. `yes` and `no` are final; what is `open` may become either. */
export interface Answer {
  readonly says: 'yes' | 'no' | 'open';
  readonly received: string;
  /** It rests on what stays true whatever a look would show now: no fresh look is needed to say it. */
  readonly settled?: boolean;
  /** Why an answer that stays open does not prove that the expectation is wrong. */
  readonly failureUnproven?: string | undefined;
  /** Why an answer that stays open does not prove the negated expectation. */
  readonly negationUnproven?: string | undefined;
  readonly hint?: string | undefined;
}

/** The verdict on an expectation, or on its negation, once no more will be observed; undefined while it is open. */
export function verdictOf(answer: Answer, negated: boolean, over: boolean): Verdict | undefined {
  if (answer.says === 'yes') return negated ? 'failed' : 'held';
  if (answer.says === 'no') return negated ? 'held' : 'failed';
  if (!over) return undefined;
  if (unprovenBecause(answer, negated) !== undefined) return 'unproven';
  return negated ? 'held' : 'failed';
}

/** Why the sources at hand cannot settle an answer that stayed open; undefined where they can. */
export function unprovenBecause(answer: Answer, negated: boolean): string | undefined {
  if (answer.says !== 'open') return undefined;
  return negated ? answer.negationUnproven : answer.failureUnproven;
}
