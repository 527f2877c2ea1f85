import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { installMatchers } from '../expect/matchers.ts';
import { takeUnawaited } from '../expect/expectation.ts';
import type { Lab } from '../lab/lab.ts';
import { LabSupply } from '../lab/lab-supply.ts';
import { SCENARIO_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import { chosenBackend } from './backends.ts';
import { dieWithParent } from './die-with-parent.ts';
import { Dossier } from './dossier.ts';
import { whyNotRun, type ScenarioNeeds } from './needs.ts';

export type ScenarioBody = (context: { readonly lab: Lab }) => Promise<void>;

/** What is left of Jest's limit for teardown once the scenario's own deadline has passed. */
const TEARDOWN_GRACE_MS = 15_000;

installMatchers();
afterAll(endSupply);

/**
 * A Jest test with a lab of its own: the lab is made before the body and gone after it, however the body ends, and
 * what was observed is kept under `reports/out/`. The body may take 60 s. With `needs` before it, a scenario is skipped
 * where that is missing, under a name that says so.
 */
export function scenario(name: string, ...rest: [ScenarioBody] | [ScenarioNeeds, ScenarioBody]): void {
  const [needs, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  const whyNot = whyNotRun(needs);
  if (whyNot !== undefined) {
    test.skip(`${name} (not run: ${whyNot})`, () => undefined);
    return;
  }
  toCome++;
  test(name, () => runScenario(name, body), SCENARIO_DEADLINE_MS + TEARDOWN_GRACE_MS);
}

/** Scenarios of this file that have been declared and not yet run; Jest declares all before it runs the first. */
let toCome = 0;
/** From the first scenario of this file to the end of its last. */
let supply: LabSupply | undefined;
let outliveParent: (() => void) | undefined;

/** A filter such as `-t` may leave scenarios out, and with them the lab that was made for the next. */
async function endSupply(): Promise<void> {
  const [error] = (await supply?.dispose()) ?? [];
  outliveParent?.();
  if (error) throw error;
}

async function runScenario(name: string, body: ScenarioBody): Promise<void> {
  takeUnawaited();
  supply ??= new LabSupply(chosenBackend());
  outliveParent ??= dieWithParent();
  const lab = await supply.take({ another: --toCome > 0 });
  try {
    await runInLab(lab, name, body);
  } finally {
    // Nothing is left to do, unless there was not even a place for the evidence.
    await lab.teardown.run();
  }
}

async function runInLab(lab: Lab, name: string, body: ScenarioBody): Promise<void> {
  const dossier = new Dossier(lab, {
    name,
    file: path.relative(process.cwd(), expect.getState().testPath ?? ''),
  });
  const ownFailure = await failureOf(() => withDeadline(lab, body({ lab })));
  await dossier.takeLastLook();
  // What a host that died left behind may look like what was expected: its sockets end as if they had been closed.
  const brokenBy = lab.broken.signal.aborted ? (lab.broken.signal.reason as Error) : undefined;
  const failure = ownFailure ?? brokenBy ?? (await lab.wire.lost());
  const teardownErrors = await lab.teardown.run();
  try {
    dossier.finish(failure, teardownErrors);
  } catch (error) {
    teardownErrors.push(error as Error);
  }
  const error = failure ?? teardownErrors[0];
  if (error) throw error;
}

/** What went wrong in the body: its own error, or that it forgot to wait for one. */
async function failureOf(run: () => Promise<void>): Promise<Error | undefined> {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  const [forgotten] = takeUnawaited();
  if (forgotten === undefined) return undefined;
  return new HalfcloseError('NOT_AWAITED', `${forgotten} was not awaited, so nothing was asserted`, {
    hint: `write \`await ${forgotten}\``,
  });
}

async function withDeadline(lab: Lab, body: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new HalfcloseError('TIMED_OUT', `the scenario was not over after ${String(SCENARIO_DEADLINE_MS)} ms`),
      );
    }, SCENARIO_DEADLINE_MS);
    lab.broken.signal.addEventListener('abort', () => reject(lab.broken.signal.reason as Error));
  });
  try {
    await Promise.race([body, ended]);
  } finally {
    clearTimeout(timer);
  }
}
