import { findBrowser } from '../../reports/page/browser/find-browser.ts';
import { probeEngine } from '../backend/docker/engine.ts';
import type { BackendName } from '../backend/backend.ts';
import { HalfcloseError } from '../model/errors.ts';
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
  const hint = 'run ./setup --docker to install and start an engine';
  if (!isRequired('docker')) return `${why}\n  ${hint}`;
  throw new HalfcloseError('NO_ENGINE', `HALFCLOSE_REQUIRE demands docker; ${why}`, { hint });
}

function lackOfBrowser(): string | undefined {
  if (findBrowser() !== undefined) return undefined;
  const why = 'browser suite not run: no Chromium or Chrome on the PATH';
  const hint = 'run ./setup --browser to install it';
  if (!isRequired('browser')) return `${why}\n  ${hint}`;
  throw new HalfcloseError('MISSING_TOOL', `HALFCLOSE_REQUIRE demands browser; ${why}`, { hint });
}
