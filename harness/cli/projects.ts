import { findBrowser, NO_BROWSER } from '../../reports/page/browser/find-browser.ts';
import { probeEngine } from '../backend/docker/engine.ts';
import type { BackendName } from '../backend/backend.ts';
import { HalfcloseError, type ErrorCode } from '../model/errors.ts';
import { backendNamed } from '../scenario/backends.ts';
import { isRequired } from '../scenario/required.ts';

export interface Selection {
  readonly projects: readonly (BackendName | 'unit' | 'browser')[];
  /** Those that will not run, each with the reason and what to do. */
  readonly notRun: readonly string[];
}

/** Which backends can run here: all of those that were asked for, or an error that says why not. */
export function namedBackends(choice: string): readonly BackendName[] {
  return choice === 'all' ? ['netns', 'docker'] : [backendNamed(choice).name];
}

/**
 * Unit tests and netns; docker where an engine answers; the reports' tests where there is a browser. Raises where
 * HALFCLOSE_REQUIRE (a list such as `netns,docker,browser`) demands what is not there.
 */
export async function availableProjects(): Promise<Selection> {
  const lacks = { docker: await lackOfEngine(), browser: lackOfBrowser() };
  const there = (['docker', 'browser'] as const).filter((name) => lacks[name] === undefined);
  return {
    projects: ['unit', 'netns', ...there],
    notRun: Object.values(lacks).filter((lack) => lack !== undefined),
  };
}

async function lackOfEngine(): Promise<string | undefined> {
  const engine = await probeEngine();
  if (engine.ok) return undefined;
  const why = `docker suite not run: ${engine.reason} (${engine.where})`;
  return toldOrRefused('docker', 'NO_ENGINE', {
    why,
    hint: 'run ./setup --docker to install and start an engine',
  });
}

function lackOfBrowser(): string | undefined {
  if (findBrowser() !== undefined) return undefined;
  const { why, hint } = NO_BROWSER;
  return toldOrRefused('browser', 'MISSING_TOOL', { why: `browser suite not run: ${why}`, hint });
}

/** A lack in words, for the last lines of a run; an error where this run must not do without. */
function toldOrRefused(
  what: 'docker' | 'browser',
  code: ErrorCode,
  { why, hint }: { readonly why: string; readonly hint: string },
): string {
  if (!isRequired(what)) return `${why}\n  ${hint}`;
  throw new HalfcloseError(code, `HALFCLOSE_REQUIRE demands ${what}; ${why}`, { hint });
}
