import type { Backend } from '../backend/backend.ts';
import type { WirePart } from '../model/wire.ts';
import { tryInHost } from './try-in-host.ts';

/** Tries, in a host of its own that is gone afterwards, what faults on the wire need. Raises what `check()` raises. */
export async function tryWire(backend: Backend): Promise<readonly WirePart[]> {
  const { parts } = await tryInHost(backend, ({ agent }) => agent.request('wireTry', {}));
  return parts;
}
