import { probeEngine } from '../backend/docker/engine.ts';
import type { BackendName } from '../backend/backend.ts';
import { HalfcloseError } from '../model/errors.ts';
import { backendNamed } from '../scenario/backends.ts';
import { isRequired } from '../scenario/required.ts';

export interface Selection {
  readonly backends: readonly BackendName[];
  /** Backends that will not run, each with the reason. */
  readonly notRun: readonly string[];
}

/** Which backends can run here: all of those that were asked for, or an error that says why not. */
export function namedBackends(choice: string): readonly BackendName[] {
  return choice === 'all' ? ['netns', 'docker'] : [backendNamed(choice).name];
}

/**
 * netns, and docker where an engine answers. Raises NO_ENGINE where HALFCLOSE_REQUIRE (a list such as `netns,docker`)
 * demands one that does not.
 */
export async function availableBackends(): Promise<Selection> {
  const engine = await probeEngine();
  if (engine.ok) return { backends: ['netns', 'docker'], notRun: [] };
  const why = `docker suite not run: ${engine.reason} (${engine.where})`;
  if (isRequired('docker')) {
    throw new HalfcloseError('NO_ENGINE', `HALFCLOSE_REQUIRE demands docker; ${why}`, {
      hint: 'run ./setup --docker',
    });
  }
  return { backends: ['netns'], notRun: [why] };
}
