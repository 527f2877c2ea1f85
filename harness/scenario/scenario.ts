import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { installMatchers } from '../expect/matchers.ts';
import { takeUnawaited } from '../expect/expectation.ts';
import type { Lab } from '../lab/lab.ts';
import { LabSupply } from '../lab/lab-supply.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { Evidence } from '../model/evidence.ts';
import { NEXT_LAB_AFTER_MS, TEARDOWN_GRACE_MS } from '../model/deadlines.ts';
import { chosenBackend } from './backends.ts';
import { dieWithParent } from './die-with-parent.ts';
import { Dossier } from './dossier.ts';
import { hostsAhead } from './hosts-ahead.ts';
import { checkScenarioOptions, deadlineOf, taggedName, whyNotRun, type ScenarioOptions } from './options.ts';
import { placeIn } from './place.ts';

export type ScenarioBody = (context: { readonly lab: Lab }) => Promise<void>;

installMatchers();
afterAll(endSupply, TEARDOWN_GRACE_MS);

/**
 * A Jest test with a lab of its own: the lab is made before the body and gone after it, however the body ends, and
 * what was observed is kept under `reports/out/`. The body may take 60 s, or what its options say. Where something is
 * missing that its options say it `needs`, it is skipped under a name that says so. Raises UNKNOWN_OPTION or
 * INVALID_OPTION when it is declared.
 */
export function scenario(name: string, ...rest: [ScenarioBody] | [ScenarioOptions, ScenarioBody]): void {
  const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  checkScenarioOptions(options);
  const whyNot = whyNotRun(options);
  if (whyNot !== undefined) {
    test.skip(`${taggedName(name, options)} (not run: ${whyNot})`, () => undefined);
    return;
  }
  const deadlineMs = deadlineOf(options);
  declared.push(body);
  const about = { name, ...shown(options), ...whereDeclared(new Error().stack) };
  test(
    taggedName(name, options),
    () => runScenario(about, { body, deadlineMs }),
    deadlineMs + TEARDOWN_GRACE_MS,
  );
}

type About = Evidence['scenario'];

/** Its file, with the text that Jest runs, and the line of the call whose stack this is. */
function whereDeclared(stack: string | undefined): Omit<About, 'name'> {
  const file = testFile();
  const line = placeIn(file, stack)?.line;
  return {
    file: path.relative(process.cwd(), file),
    source: readFileSync(file, 'utf8'),
    ...(line === undefined ? {} : { line }),
  };
}

function testFile(): string {
  return expect.getState().testPath ?? '';
}

/** What the evidence tells of what a scenario is to show. */
function shown({ edge, holds, tags }: ScenarioOptions): Omit<About, 'name' | 'file'> {
  return {
    ...(edge === undefined ? {} : { edge }),
    ...(holds === undefined ? {} : { holds }),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** The scenarios of this file in their order; Jest declares all before it runs the first. */
const declared: ScenarioBody[] = [];
/** From the first scenario of this file to the end of its last. */
let supply: LabSupply | undefined;
let outliveParent: (() => void) | undefined;

/** A filter such as `-t` may leave scenarios out, and with them the lab that was made for the next. */
async function endSupply(): Promise<void> {
  const [error] = (await supply?.dispose()) ?? [];
  outliveParent?.();
  if (error) throw error;
}

interface Timed {
  readonly body: ScenarioBody;
  readonly deadlineMs: number;
}

async function runScenario(about: About, timed: Timed): Promise<void> {
  takeUnawaited();
  supply ??= new LabSupply(chosenBackend());
  outliveParent ??= dieWithParent();
  const lab = await supply.take(hostsAhead(timed.body));
  const prepareNext = preparing(supply, declared[declared.indexOf(timed.body) + 1]);
  const whileItWaits = setTimeout(prepareNext, NEXT_LAB_AFTER_MS);
  try {
    await runInLab(lab, about, timed);
  } finally {
    // Nothing is left to do, unless there was not even a place for the evidence.
    await lab.teardown.run();
    clearTimeout(whileItWaits);
    prepareNext();
  }
}

function preparing(labs: LabSupply, next: ScenarioBody | undefined): () => void {
  return () => next && void labs.prepare(hostsAhead(next));
}

async function runInLab(lab: Lab, about: About, { body, deadlineMs }: Timed): Promise<void> {
  const dossier = new Dossier(lab, about);
  const ownFailure = await failureOf(() => withDeadline(lab, deadlineMs, body({ lab })));
  const lateFailure = await doubtAtTheEnd(lab, dossier);
  const failure = ownFailure ?? lateFailure;
  const teardownErrors = await lab.teardown.run();
  try {
    dossier.finish({ failure, at: placeIn(testFile(), failure?.stack), teardownErrors });
  } catch (error) {
    teardownErrors.push(error as Error);
  }
  const error = failure ?? teardownErrors[0];
  if (error) throw error;
}

/** Why what the body saw cannot be trusted. */
async function doubtAtTheEnd(lab: Lab, dossier: Dossier): Promise<Error | undefined> {
  const unseen = await errorOf(() => dossier.takeLastLook());
  // What a host that died left behind may look like what was expected: its sockets end as if they had been closed.
  if (lab.broken.signal.aborted) return lab.broken.signal.reason as Error;
  return unseen ?? (await lab.wire.lost()) ?? dossier.doubt;
}

async function errorOf(run: () => Promise<void>): Promise<Error | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** What went wrong in the body: its own error, or that it forgot to wait for one. */
async function failureOf(run: () => Promise<void>): Promise<Error | undefined> {
  const error = await errorOf(run);
  if (error) return error;
  const [forgotten] = takeUnawaited();
  if (forgotten === undefined) return undefined;
  return new HalfcloseError('NOT_AWAITED', `${forgotten} was not awaited, so nothing was asserted`, {
    hint: `write \`await ${forgotten}\``,
  });
}

async function withDeadline(lab: Lab, deadlineMs: number, body: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const why = `the scenario was not over after ${String(deadlineMs)} ms`;
      reject(new HalfcloseError('TIMED_OUT', why));
    }, deadlineMs);
    lab.broken.signal.addEventListener('abort', () => reject(lab.broken.signal.reason as Error));
  });
  try {
    await Promise.race([body, ended]);
  } finally {
    clearTimeout(timer);
  }
}
