import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import type { Host } from '../backend.ts';
import { endOf, removeNow } from './container-removal.ts';
import { engineMessage } from './engine.ts';

export interface BesidePlan {
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Runs Toxiproxy's own image in the network namespace of a host's container, and in its process namespace: when the
 * agent ends, which is the first process of that, the kernel ends Toxiproxy (man 7 pid_namespaces), and the engine
 * removes the container. Resolves to what waits for that. Raises HOST_SETUP_FAILED.
 */
export async function startToxiproxyBeside(
  docker: Dockerode,
  { image, labels }: BesidePlan,
  host: Host,
  port: number,
): Promise<() => Promise<void>> {
  const joined = `container:${host.identity.container ?? ''}`;
  let container: Dockerode.Container | undefined;
  try {
    container = await docker.createContainer({
      Image: image,
      Cmd: ['-host=127.0.0.1', `-port=${String(port)}`],
      Labels: { ...labels },
      HostConfig: {
        NetworkMode: joined,
        PidMode: joined,
        AutoRemove: true,
        LogConfig: { Type: 'none', Config: {} },
      },
    });
    await container.start();
  } catch (error) {
    await removeNow(container);
    throw new HalfcloseError('HOST_SETUP_FAILED', `host ${host.name}, ${image}: ${engineMessage(error)}`, {
      cause: error,
    });
  }
  const started = container;
  return () => endOf(started, `${image} beside ${host.name}`);
}
