import { getContainerRuntimeClient } from 'testcontainers';
import { monotonicMs } from '../../model/clock.ts';
import { ByPort } from './by-port.ts';
import type { HostPair } from './pair.ts';
import type { Watching } from './watchers.ts';

/** The ordinary way: `docker exec … ss`, again and again. */
export async function startExecLoop({ server }: HostPair): Promise<Watching> {
  const { container: client } = await getContainerRuntimeClient();
  const container = client.getById(server.identity.container ?? '');
  const known = new ByPort<number>();
  const over = new AbortController();
  const look = async () => {
    const { output } = await client.exec(container, ['ss', '-Htan']);
    const now = monotonicMs();
    for (const port of known.ports) if (isInCloseWait(output, port)) known.tell(port, now);
  };
  const loop = (async () => {
    while (!over.signal.aborted) await look();
  })();
  const failed = loop.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  const end = () => (over.abort(), loop);
  return { untilKnown: (port) => Promise.race([known.until(port), failed]), end };
}

function isInCloseWait(output: string, port: number): boolean {
  return output
    .split('\n')
    .some((line) => line.startsWith('CLOSE-WAIT') && line.trim().endsWith(`:${String(port)}`));
}
