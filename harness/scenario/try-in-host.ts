import { randomInt } from 'node:crypto';
import type { Backend, Host } from '../backend/backend.ts';

/** Tries something in a host of its own that is gone afterwards. Raises what `check()` raises. */
export async function tryInHost<T>(backend: Backend, attempt: (host: Host) => Promise<T>): Promise<T> {
  await backend.check();
  const network = await backend.createNetwork(`try-${randomInt(2 ** 32).toString(36)}`);
  try {
    return await attempt(await network.createHost({ name: 'try', sysctls: {} }));
  } finally {
    await network.stop();
  }
}
