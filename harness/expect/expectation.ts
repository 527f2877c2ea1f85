import type { Lab } from '../lab/lab.ts';
import { recordCounters } from '../lab/steps.ts';
import { askedForFinding } from './finding.ts';
import { callText, failureMessage } from './message.ts';
import { trackAwait, type Tracked } from './tracked.ts';
import type { Question } from './question.ts';
import { settle, type Outcome } from './wait.ts';

/** What Jest wants of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The part of Jest's matcher context that is used. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

const openExpectations = new Set<Tracked>();

/** Expectations nobody has awaited since the last call: each is a mistake in the scenario. */
export function takeUnawaited(): string[] {
  const forgotten = [...openExpectations].filter(({ awaited }) => !awaited).map(({ what }) => what);
  openExpectations.clear();
  return forgotten;
}

/** Answers a question for Jest: waits, judges, records the verdict, and knows whether somebody awaits it. */
export function expectation(
  context: MatcherContext,
  matcher: string,
  ask: () => Question,
): Promise<MatcherResult> {
  const negated = context.isNot ?? false;
  const tracked: Tracked = { what: `expect(…).${negated ? 'not.' : ''}${matcher}(…)`, awaited: false };
  openExpectations.add(tracked);
  return trackAwait(answer(ask, negated), tracked);
}

async function answer(ask: () => Question, negated: boolean): Promise<MatcherResult> {
  const question = ask();
  const outcome = await settle(question, negated);
  // Nobody reads the message of one that held or finds something out, and the story of many connections takes long.
  const isRead = outcome.verdict !== 'held' && !askedForFinding();
  if (isRead) await gatherAll(question.lab);
  const message = isRead ? failureMessage(question, negated, outcome) : '';
  record(question, negated, outcome);
  // Jest turns the result around under `.not`; what is unproven must fail either way.
  return { pass: (outcome.verdict === 'held') !== negated, message: () => message };
}

/** Who reads why it did not hold wants to know all that was seen and counted by then. */
async function gatherAll(lab: Lab): Promise<void> {
  const captures = lab.hosts.map(({ capture }) => capture.flush());
  await Promise.allSettled([recordCounters(lab), lab.trace.flush(), ...captures]);
}

function record(question: Question, negated: boolean, { verdict, answer, why }: Outcome): void {
  const text = callText(question, negated);
  const told = askedForFinding() ?? question.lab.expectations;
  told.push({
    at: question.lab.now(),
    text,
    verdict,
    received: answer.received,
    withinMs: negated ? question.negatedForMs : question.withinMs,
    why,
  });
  question.lab.note(`${text}: ${verdict}`);
}
