import { randomInt } from 'node:crypto';
import type { Backend } from '../backend/backend.ts';
import type { WirePart } from '../model/wire.ts';

/** Tries, in a host of its own that is gone afterwards, what faults on the wire need. Raises what `check()` raises. */
export async function tryWire(backend: Backend): Promise<readonly WirePart[]> {
  await backend.check();
  const network = await backend.createNetwork(`wire-${randomInt(2 ** 32).toString(36)}`);
  try {
    const host = await network.createHost({ name: 'wire', sysctls: {} });
    return (await host.agent.request('wireTry', {})).parts;
  } finally {
    await network.stop();
  }
}
