import { AsyncLocalStorage } from 'node:async_hooks';
import { stripVTControlCharacters } from 'node:util';
import type { Finding } from '../model/claims/claim.ts';
import type { ExpectationEvidence } from '../model/evidence.ts';

/** Expectations that are made to find something out: what comes of them decides a claim, and fails nothing. */
const finding = new AsyncLocalStorage<ExpectationEvidence[]>();

/** Where the verdict of an expectation goes that is made to find something out; undefined for an ordinary one. */
export function askedForFinding(): ExpectationEvidence[] | undefined {
  return finding.getStore();
}

/**
 * Makes expectations to find out whether they hold. Raises whatever is no expectation's: a scenario that went wrong has
 * found nothing.
 */
export async function findOut(ask: () => unknown): Promise<Pick<Finding, 'answer' | 'received'>> {
  const told: ExpectationEvidence[] = [];
  try {
    await finding.run(told, async () => {
      await ask();
    });
    return { answer: 'held', received: told.map(describe).join('; ') };
  } catch (error) {
    if (!isAssertion(error)) throw error;
    const last = told.at(-1);
    // An ordinary matcher of Jest's has no verdict of ours: what it was given is a fact.
    if (!last || last.verdict === 'held') return { answer: 'not held', received: plain(error) };
    return { answer: last.verdict === 'unproven' ? 'unproven' : 'not held', received: describe(last) };
  }
}

function describe({ text, verdict, received, why }: ExpectationEvidence): string {
  return `${text}: ${verdict}, ${why ?? received}`;
}

/** What Jest throws for a matcher that says no. */
function isAssertion(error: unknown): error is Error {
  return error instanceof Error && 'matcherResult' in error && error.matcherResult !== undefined;
}

function plain({ message }: Error): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
