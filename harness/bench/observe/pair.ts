import { randomInt } from 'node:crypto';
import type { Backend, Host } from '../../backend/backend.ts';

/** Two hosts that nobody watches yet: a network of a backend's without a lab around it. */
export interface HostPair {
  readonly server: Host;
  readonly client: Host;
  end(): Promise<void>;
}

export async function hostPair(backend: Backend): Promise<HostPair> {
  const network = await backend.createNetwork(`bench-${randomInt(2 ** 32).toString(36)}`);
  const host = (name: string) => network.createHost({ name, sysctls: {} });
  try {
    return { server: await host('server'), client: await host('client'), end: () => network.stop() };
  } catch (error) {
    await network.stop();
    throw error;
  }
}
