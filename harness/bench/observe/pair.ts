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
    const [server, client] = [await host('server'), await host('client')];
    // Their agents answer once they have loaded, which is not to count as anybody's watching.
    for (const { agent } of [server, client]) await agent.request('hello', {});
    return { server, client, end: () => network.stop() };
  } catch (error) {
    await network.stop();
    throw error;
  }
}
