import type { Backend, BackendName } from '../backend/backend.ts';
import { dockerBackend } from '../backend/docker/docker-backend.ts';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { HalfcloseError } from '../model/errors.ts';

const BACKENDS: Readonly<Record<BackendName, Backend>> = { netns: netnsBackend, docker: dockerBackend };

/** The backend of that name. Raises UNKNOWN_BACKEND naming those there are. */
export function backendNamed(name: string): Backend {
  if (Object.hasOwn(BACKENDS, name)) return BACKENDS[name as BackendName];
  throw new HalfcloseError('UNKNOWN_BACKEND', `there is no backend called \`${name}\``, {
    hint: `choose one of: ${Object.keys(BACKENDS).join(', ')}`,
  });
}

/**
 * The backend this Jest project runs on: `globals: { HALFCLOSE_BACKEND: 'docker' }` in its configuration,
 * or the environment variable of that name. Default: netns.
 */
export function chosenBackend(): Backend {
  const fromProject = (globalThis as { HALFCLOSE_BACKEND?: string }).HALFCLOSE_BACKEND;
  return backendNamed(fromProject ?? process.env['HALFCLOSE_BACKEND'] ?? 'netns');
}
