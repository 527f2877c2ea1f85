import { ToxiproxyError, type Proxy as ToxiproxyProxy } from 'toxiproxy-node-client';
import type { NotRun } from '../../values.ts';

/** Toxiproxy answers 400 to a type of toxic that it does not know; its client passes on nothing but the number. */
const REFUSED = /status code (400|404)/;

/** Does something while a toxic is on what comes from the server. */
export async function withToxic<T>(
  proxy: ToxiproxyProxy,
  type: 'latency' | 'bandwidth',
  attributes: Readonly<Record<string, number>>,
  work: () => Promise<T>,
): Promise<T | NotRun> {
  const toxic = await proxy
    .addToxic({ name: 'bench', type, stream: 'downstream', toxicity: 1, attributes })
    .catch((error: unknown) => {
      if (error instanceof ToxiproxyError && REFUSED.test(error.message)) return undefined;
      throw error;
    });
  if (!toxic) return `not run: no ${type} toxic`;
  const result = await work();
  await toxic.remove();
  return result;
}
