import { monotonicMs } from '../model/clock.ts';
import { EAGER_LOOK_PAUSE_MS, MATCHER_DEADLINE_MS } from '../model/deadlines.ts';
import type { LookSummary } from '../model/protocol.ts';
import { unprovenBecause, verdictOf, type Answer, type Verdict } from '../model/verdict.ts';
import type { LabHost } from '../lab/lab-host.ts';
import { hostsOf, type Question } from './question.ts';

export interface Outcome {
  readonly verdict: Verdict;
  readonly answer: Answer;
  /** Why it is unproven, where it is. */
  readonly why: string | undefined;
  /** How the question's hosts were looked at meanwhile. */
  readonly looks: number;
  readonly lookErrors: number;
  /** How often each of them was looked at, in milliseconds: the pause between two looks and what one takes. */
  readonly lookedEveryMs: number;
}

/**
 * The one loop behind every matcher: look, assess, wait for news, and at the deadline look once more.
 * Rejects when a host dies: nothing can be said of it then.
 */
export async function settle(question: Question, negated: boolean): Promise<Outcome> {
  const hosts = hostsOf(question);
  const patienceMs = negated ? question.negatedForMs : question.withinMs;
  const began = monotonicMs();
  const deadline = began + patienceMs;
  const before = total(hosts.map(({ looks }) => looks));
  const pauseMs = question.lookPauseMs ?? lookPause(patienceMs);
  const relax = hosts.map((host) => host.watchClosely(pauseMs));
  try {
    const early = await untilSettled(question, negated, deadline, freshLook(hosts));
    if (!early) await Promise.all(hosts.map((host) => host.look()));
    const { answer, verdict } = early ?? (await judge(question, negated, true));
    const after = total(hosts.map(({ looks }) => looks));
    const made = after.looks - before.looks;
    const lookedEveryMs = ((monotonicMs() - began) * hosts.length) / Math.max(1, made);
    const looks = { looks: made, lookErrors: after.errors - before.errors, lookedEveryMs };
    const doubt = doubtIn(hosts.map((host) => host.looks));
    if (doubt !== undefined) return { verdict: 'unproven', answer, why: doubt, ...looks };
    return { verdict: verdict ?? 'failed', answer, why: unprovenBecause(answer, negated), ...looks };
  } finally {
    for (const back of relax) back();
  }
}

/** Who waits for a minute does so for something slow, and should not keep a processor busy with looks. */
function lookPause(patienceMs: number): number {
  return EAGER_LOOK_PAUSE_MS * Math.max(1, patienceMs / MATCHER_DEADLINE_MS);
}

/** Aborts when every host has been looked at once more. A host that cannot be looked at is dead, which breaks the lab. */
function freshLook(hosts: readonly LabHost[]): AbortSignal {
  const fresh = new AbortController();
  Promise.all(hosts.map((host) => host.look(true))).then(
    () => fresh.abort(),
    () => undefined,
  );
  return fresh.signal;
}

async function untilSettled(question: Question, negated: boolean, deadline: number, fresh: AbortSignal) {
  const { broken, recorder } = question.lab;
  for (;;) {
    broken.signal.throwIfAborted();
    const open = fresh.aborted ? [] : [fresh];
    const { answer, verdict } = await judge(question, negated, false);
    if (verdict && (open.length === 0 || answer.settled)) return { answer, verdict };
    const left = deadline - monotonicMs();
    if (left <= 0) return undefined;
    // What is fetched is no news by itself: it has to be asked for again.
    const pauseMs = question.refresh ? Math.min(left, EAGER_LOOK_PAUSE_MS) : left;
    // A fresh look that ended while this was judged wakes at once, and is judged by.
    await recorder.untilNews(
      AbortSignal.any([AbortSignal.timeout(Math.ceil(pauseMs)), broken.signal, ...open]),
    );
  }
}

async function judge(question: Question, negated: boolean, over: boolean) {
  if (over) await question.flush?.(negated);
  await question.refresh?.();
  const answer = question.assess(over, negated);
  return { answer, verdict: verdictOf(answer, negated, over) };
}

/** Where `ss` itself failed, what it did not show proves nothing. */
function doubtIn(looks: readonly LookSummary[]): string | undefined {
  const failing = looks.find(({ lastError }) => lastError !== undefined);
  return failing && `ss failed: ${failing.lastError ?? ''}`;
}

function total(looks: readonly LookSummary[]): { looks: number; errors: number } {
  return looks.reduce((sum, each) => ({ looks: sum.looks + each.looks, errors: sum.errors + each.errors }), {
    looks: 0,
    errors: 0,
  });
}
